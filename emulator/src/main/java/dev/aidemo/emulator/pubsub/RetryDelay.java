package dev.aidemo.emulator.pubsub;

import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;

/**
 * How long a message waits after an attempt that failed: doubled with each attempt, from the
 * minimum to the maximum.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/handling-failures">Handle message failures</a>
 */
final class RetryDelay {
  private static final Duration PUSH_MINIMUM = Duration.ofMillis(100);
  private static final Duration PUSH_MAXIMUM = Duration.ofSeconds(60);

  private RetryDelay() {}

  /** The wait after the given attempt, which counts from 1. */
  static Duration after(int attempt, Subscription subscription) {
    if (subscription.hasRetryPolicy()) {
      return doubled(
          Duration.ofMillis(Durations.toMillis(subscription.getRetryPolicy().getMinimumBackoff())),
          Duration.ofMillis(Durations.toMillis(subscription.getRetryPolicy().getMaximumBackoff())),
          attempt);
    }
    // Without a policy a pull is repeated at once, but Google slows down a push that fails.
    return subscription.getPushConfig().getPushEndpoint().isEmpty()
        ? Duration.ZERO
        : doubled(PUSH_MINIMUM, PUSH_MAXIMUM, attempt);
  }

  private static Duration doubled(Duration minimum, Duration maximum, int attempt) {
    int doublings = Math.min(attempt - 1, 30);
    Duration delay = minimum.multipliedBy(1L << doublings);
    return delay.compareTo(maximum) > 0 ? maximum : delay;
  }
}
