package dev.aidemo.local.demo;

import dev.aidemo.local.stack.Pause;
import dev.aidemo.local.stack.StackException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Waiting for what the system does by itself, but not for ever. */
final class Patience {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int BETWEEN_LOOKS_MILLISECONDS = 30;

  private Patience() {}

  /**
   * Looks again and again until there is something.
   *
   * @throws StackException if there is nothing after a minute; the message names {@code what}
   */
  static <T> T await(String what, Supplier<Optional<T>> look) {
    Instant deadline = Instant.now().plus(LONGEST);
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (Instant.now().isAfter(deadline)) {
        throw new StackException("waited %d s in vain for %s".formatted(LONGEST.toSeconds(), what));
      }
      Pause.milliseconds(BETWEEN_LOOKS_MILLISECONDS);
    }
  }
}
