package dev.aidemo.emulator.pubsub;

import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;

/**
 * Computes how long a message waits after an attempt that failed: exponential backoff, from the
 * minimum of the retry policy to its maximum.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/handling-failures">Handle message failures</a>
 */
final class RetryDelay {
  private static final Duration PUSH_MIN = Duration.ofMillis(100);
  private static final Duration PUSH_MAX = Duration.ofSeconds(60);

  private RetryDelay() {}

  /** Returns the wait after the given attempt; the first one is 1. */
  static Duration after(int attempt, Subscription subscription) {
    if (subscription.hasRetryPolicy()) {
      return exponential(
          Duration.ofMillis(Durations.toMillis(subscription.getRetryPolicy().getMinimumBackoff())),
          Duration.ofMillis(Durations.toMillis(subscription.getRetryPolicy().getMaximumBackoff())),
          attempt);
    }
    // Without a policy a pull may be repeated at once; Google slows down only a push that fails.
    return subscription.getPushConfig().getPushEndpoint().isEmpty()
        ? Duration.ZERO
        : exponential(PUSH_MIN, PUSH_MAX, attempt);
  }

  private static Duration exponential(Duration min, Duration max, int attempt) {
    int doublings = Math.min(attempt - 1, 30);
    Duration delay = min.multipliedBy(1L << doublings);
    return delay.compareTo(max) > 0 ? max : delay;
  }
}
