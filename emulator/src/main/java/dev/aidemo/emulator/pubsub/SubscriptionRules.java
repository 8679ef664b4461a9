package dev.aidemo.emulator.pubsub;

import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.ExpirationPolicy;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import java.net.URI;

/** Checks a subscription's settings and fills in the documented defaults. */
final class SubscriptionRules {
  static final int MAX_ACK_DEADLINE_SECONDS = 600;

  private static final int MIN_ACK_DEADLINE_SECONDS = 10;
  private static final int MAX_BACKOFF_MILLISECONDS = 600_000;
  private static final int MAX_PORT = 65_535;

  private SubscriptionRules() {}

  static Subscription withDefaults(Subscription given) {
    rejectUnsupported(given);
    Subscription.Builder complete = given.toBuilder().setState(Subscription.State.ACTIVE);
    if (given.getAckDeadlineSeconds() == 0) {
      complete.setAckDeadlineSeconds(MIN_ACK_DEADLINE_SECONDS);
    }
    requireAckDeadline("ack_deadline_seconds", complete.getAckDeadlineSeconds());
    requireValid(given.getPushConfig());
    if (!given.hasMessageRetentionDuration()) {
      complete.setMessageRetentionDuration(Durations.fromDays(7));
    }
    if (!given.hasExpirationPolicy()) {
      complete.setExpirationPolicy(ExpirationPolicy.newBuilder().setTtl(Durations.fromDays(31)));
    }
    if (given.hasRetryPolicy()) {
      complete.setRetryPolicy(withDefaults(given.getRetryPolicy()));
    }
    if (given.hasDeadLetterPolicy()) {
      complete.setDeadLetterPolicy(withDefaults(given.getDeadLetterPolicy()));
    }
    return complete.build();
  }

  private static void rejectUnsupported(Subscription given) {
    reject(given.getEnableMessageOrdering(), "message ordering");
    reject(given.getEnableExactlyOnceDelivery(), "exactly-once delivery");
    reject(!given.getFilter().isEmpty(), "filters");
    reject(
        given.hasBigqueryConfig() || given.hasCloudStorageConfig() || given.hasBigtableConfig(),
        "export subscriptions");
    reject(given.getMessageTransformsCount() > 0, "message transforms");
    reject(given.getPushConfig().hasNoWrapper(), "unwrapped push");
    reject(given.getPushConfig().hasOidcToken(), "authenticated push");
  }

  private static void reject(boolean asked, String feature) {
    if (asked) {
      throw Errors.unimplemented(feature);
    }
  }

  private static void requireValid(PushConfig given) {
    if (!given.getPushEndpoint().isEmpty()) {
      requireHttp(given.getPushEndpoint());
      PushSettings.of(given);
    }
  }

  private static void requireHttp(String endpoint) {
    try {
      URI address = URI.create(endpoint);
      if (address.getHost() != null
          && address.getUserInfo() == null
          && address.getPort() <= MAX_PORT
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
        return;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // Rejected below, with the same words.
    }
    throw Errors.invalidArgument("Invalid push endpoint given (endpoint=" + endpoint + ").");
  }

  private static RetryPolicy withDefaults(RetryPolicy given) {
    RetryPolicy.Builder complete = given.toBuilder();
    if (!given.hasMinimumBackoff()) {
      complete.setMinimumBackoff(Durations.fromSeconds(10));
    }
    if (!given.hasMaximumBackoff()) {
      complete.setMaximumBackoff(Durations.fromMillis(MAX_BACKOFF_MILLISECONDS));
    }
    long min = Durations.toMillis(complete.getMinimumBackoff());
    long max = Durations.toMillis(complete.getMaximumBackoff());
    requireRange("minimum_backoff (milliseconds)", min, 0, MAX_BACKOFF_MILLISECONDS);
    requireRange("maximum_backoff (milliseconds)", max, min, MAX_BACKOFF_MILLISECONDS);
    return complete.build();
  }

  private static DeadLetterPolicy withDefaults(DeadLetterPolicy given) {
    ResourceNames.topic(given.getDeadLetterTopic());
    DeadLetterPolicy.Builder complete = given.toBuilder();
    if (given.getMaxDeliveryAttempts() == 0) {
      complete.setMaxDeliveryAttempts(5);
    }
    requireRange("max_delivery_attempts", complete.getMaxDeliveryAttempts(), 5, 100);
    return complete.build();
  }

  static void requireAckDeadline(String field, int seconds) {
    requireRange(field, seconds, MIN_ACK_DEADLINE_SECONDS, MAX_ACK_DEADLINE_SECONDS);
  }

  static void requireRange(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw Errors.invalidArgument(
          "Invalid %s given: %d. It must be between %d and %d.".formatted(field, value, min, max));
    }
  }
}
