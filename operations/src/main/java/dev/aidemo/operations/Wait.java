package dev.aidemo.operations;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what other programs do. */
public final class Wait {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int PAUSE_MILLISECONDS = 30;

  private Wait() {}

  /**
   * Polls until there is a result.
   *
   * @throws OperationException if there is none after a minute; the message names {@code what}
   */
  public static <T> T until(String what, Supplier<Optional<T>> poll) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      Optional<T> result = poll.get();
      if (result.isPresent()) {
        return result.get();
      }
      if (System.nanoTime() > deadline) {
        throw new OperationException(
            "waited %d s, but there is no sign of %s".formatted(TIMEOUT.toSeconds(), what));
      }
      milliseconds(PAUSE_MILLISECONDS);
    }
  }

  /**
   * Sleeps.
   *
   * @throws OperationException if the thread is interrupted
   */
  public static void milliseconds(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationException("interrupted", e);
    }
  }
}
