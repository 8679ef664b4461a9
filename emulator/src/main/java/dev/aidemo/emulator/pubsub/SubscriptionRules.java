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
  private static final int MIN_ACK_DEADLINE = 10;
  static final int MAX_ACK_DEADLINE = 600;

  private SubscriptionRules() {}

  static Subscription complete(Subscription given) {
    rejectUnsupported(given);
    Subscription.Builder complete = given.toBuilder().setState(Subscription.State.ACTIVE);
    if (given.getAckDeadlineSeconds() == 0) {
      complete.setAckDeadlineSeconds(MIN_ACK_DEADLINE);
    }
    within(
        "ack_deadline_seconds",
        complete.getAckDeadlineSeconds(),
        MIN_ACK_DEADLINE,
        MAX_ACK_DEADLINE);
    complete.setPushConfig(checked(given.getPushConfig()));
    if (!given.hasMessageRetentionDuration()) {
      complete.setMessageRetentionDuration(Durations.fromDays(7));
    }
    if (!given.hasExpirationPolicy()) {
      complete.setExpirationPolicy(ExpirationPolicy.newBuilder().setTtl(Durations.fromDays(31)));
    }
    if (given.hasRetryPolicy()) {
      complete.setRetryPolicy(complete(given.getRetryPolicy()));
    }
    if (given.hasDeadLetterPolicy()) {
      complete.setDeadLetterPolicy(complete(given.getDeadLetterPolicy()));
    }
    return complete.build();
  }

  private static void rejectUnsupported(Subscription given) {
    if (given.getEnableMessageOrdering()) {
      throw Errors.unimplemented("message ordering");
    }
    if (given.getEnableExactlyOnceDelivery()) {
      throw Errors.unimplemented("exactly-once delivery");
    }
    if (!given.getFilter().isEmpty()) {
      throw Errors.unimplemented("filters");
    }
    if (given.hasBigqueryConfig() || given.hasCloudStorageConfig() || given.hasBigtableConfig()) {
      throw Errors.unimplemented("export subscriptions");
    }
    if (given.getMessageTransformsCount() > 0) {
      throw Errors.unimplemented("message transforms");
    }
  }

  static PushConfig checked(PushConfig given) {
    if (given.hasNoWrapper()) {
      throw Errors.unimplemented("unwrapped push");
    }
    if (!given.getPushEndpoint().isEmpty()) {
      requireHttp(given.getPushEndpoint());
      PushSettings.of(given);
    }
    return given;
  }

  private static void requireHttp(String endpoint) {
    try {
      URI address = URI.create(endpoint);
      if (address.getHost() != null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
        return;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // Refused below, with the same words.
    }
    throw Errors.invalidArgument("Invalid push endpoint given (endpoint=" + endpoint + ").");
  }

  private static RetryPolicy complete(RetryPolicy given) {
    RetryPolicy.Builder complete = given.toBuilder();
    if (!given.hasMinimumBackoff()) {
      complete.setMinimumBackoff(Durations.fromSeconds(10));
    }
    if (!given.hasMaximumBackoff()) {
      complete.setMaximumBackoff(Durations.fromSeconds(600));
    }
    long minimum = Durations.toMillis(complete.getMinimumBackoff());
    long maximum = Durations.toMillis(complete.getMaximumBackoff());
    within("minimum_backoff (milliseconds)", minimum, 0, 600_000);
    within("maximum_backoff (milliseconds)", maximum, minimum, 600_000);
    return complete.build();
  }

  private static DeadLetterPolicy complete(DeadLetterPolicy given) {
    ResourceNames.topic(given.getDeadLetterTopic());
    DeadLetterPolicy.Builder complete = given.toBuilder();
    if (given.getMaxDeliveryAttempts() == 0) {
      complete.setMaxDeliveryAttempts(5);
    }
    within("max_delivery_attempts", complete.getMaxDeliveryAttempts(), 5, 100);
    return complete.build();
  }

  static void within(String what, long value, long minimum, long maximum) {
    if (value < minimum || value > maximum) {
      throw Errors.invalidArgument(
          "Invalid "
              + what
              + " given: "
              + value
              + ". It must be between "
              + minimum
              + " and "
              + maximum
              + ".");
    }
  }
}
