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
  private static final int MINIMUM_ACK_DEADLINE = 10;
  static final int MAXIMUM_ACK_DEADLINE = 600;

  private SubscriptionRules() {}

  static Subscription complete(Subscription given) {
    refuseWhatIsMissing(given);
    Subscription.Builder complete = given.toBuilder().setState(Subscription.State.ACTIVE);
    if (given.getAckDeadlineSeconds() == 0) {
      complete.setAckDeadlineSeconds(MINIMUM_ACK_DEADLINE);
    }
    within(
        "ack_deadline_seconds",
        complete.getAckDeadlineSeconds(),
        MINIMUM_ACK_DEADLINE,
        MAXIMUM_ACK_DEADLINE);
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

  private static void refuseWhatIsMissing(Subscription given) {
    if (given.getEnableMessageOrdering()) {
      throw Problem.unimplemented("message ordering");
    }
    if (given.getEnableExactlyOnceDelivery()) {
      throw Problem.unimplemented("exactly-once delivery");
    }
    if (!given.getFilter().isEmpty()) {
      throw Problem.unimplemented("filters");
    }
    if (given.hasBigqueryConfig() || given.hasCloudStorageConfig() || given.hasBigtableConfig()) {
      throw Problem.unimplemented("export subscriptions");
    }
    if (given.getMessageTransformsCount() > 0) {
      throw Problem.unimplemented("message transforms");
    }
  }

  static PushConfig checked(PushConfig given) {
    if (given.hasNoWrapper()) {
      throw Problem.unimplemented("unwrapped push");
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
    throw Problem.invalid("Invalid push endpoint given (endpoint=" + endpoint + ").");
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
    Names.topic(given.getDeadLetterTopic());
    DeadLetterPolicy.Builder complete = given.toBuilder();
    if (given.getMaxDeliveryAttempts() == 0) {
      complete.setMaxDeliveryAttempts(5);
    }
    within("max_delivery_attempts", complete.getMaxDeliveryAttempts(), 5, 100);
    return complete.build();
  }

  static void within(String what, long value, long minimum, long maximum) {
    if (value < minimum || value > maximum) {
      throw Problem.invalid(
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
