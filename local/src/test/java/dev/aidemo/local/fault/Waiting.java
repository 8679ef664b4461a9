package dev.aidemo.local.fault;

import dev.aidemo.operations.Wait;
import java.util.concurrent.Callable;

/** Waits of tests, all of which end. */
final class Waiting {
  private static final int LONGEST_SECONDS = 20;

  private Waiting() {}

  /** Looks again and again until it is so. */
  static void until(String what, Callable<Boolean> look) {
    long end = System.nanoTime() + LONGEST_SECONDS * 1_000_000_000L;
    try {
      while (!look.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("waited " + LONGEST_SECONDS + " s in vain for " + what);
        }
        Wait.milliseconds(30);
      }
    } catch (AssertionError e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(what + ": " + e, e);
    }
  }

  /** The pool of the database trusts a connection that was used within the last half second. */
  static void untilConnectionsAreIdle() {
    Wait.milliseconds(700);
  }
}
