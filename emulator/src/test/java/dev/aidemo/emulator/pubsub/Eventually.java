package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do. */
public final class Eventually {
  private Eventually() {}

  static void within(Duration time, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("not within " + time);
      }
      Thread.sleep(2);
    }
  }

  /** Waits for ten seconds at most. */
  public static void soon(BooleanSupplier condition) throws InterruptedException {
    within(Duration.ofSeconds(10), condition);
  }
}
