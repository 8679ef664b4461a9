package dev.aidemo.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what the system does by itself, at most a minute. */
public final class Wait {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int PAUSE_MILLISECONDS = 30;

  private Wait() {}

  /**
   * Looks again and again until there is something.
   *
   * @throws OperationException if there is nothing after a minute; the message names {@code what}
   */
  public static <T> T until(String what, Supplier<Optional<T>> look) {
    Instant deadline = Instant.now().plus(TIMEOUT);
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (Instant.now().isAfter(deadline)) {
        throw new OperationException(
            "gave up after waiting %d s for %s".formatted(TIMEOUT.toSeconds(), what));
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
