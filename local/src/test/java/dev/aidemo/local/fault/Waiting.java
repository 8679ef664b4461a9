package dev.aidemo.local.fault;

import dev.aidemo.operations.Wait;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Waits until something has happened. */
final class Waiting {
  private Waiting() {}

  /** Polls until the condition is true. */
  static void until(String what, Callable<Boolean> condition) {
    Wait.until(what, () -> call(condition) ? Optional.of(what) : Optional.empty());
  }

  private static boolean call(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Waits so long that the pool of the database tests a connection before it is used again. */
  static void untilConnectionsAreIdle() {
    Wait.milliseconds(700);
  }
}
