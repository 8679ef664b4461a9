package dev.aidemo.training;

import dev.aidemo.common.config.Environment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps trainings apart, so that no more models are written than are useful.
 *
 * <p>Reads {@code TRAINING_INTERVAL_SECONDS} (10): a training starts at the earliest so long after
 * the last one started. It is twice as long if the last one had less than one percent more rows
 * than the one before, because its model can hardly differ. So a label waits for at most twice the
 * interval, and is in a model one training later.
 */
final class TrainingPause {
  private static final int MAX_SECONDS = 300;
  private static final double USEFUL_GROWTH = 0.01;

  private final Duration interval;
  private int lastRows;
  private long next = System.nanoTime();

  TrainingPause(Environment environment) {
    this.interval = environment.seconds("TRAINING_INTERVAL_SECONDS", 10, MAX_SECONDS);
  }

  /** Waits until the next training may start. */
  void await() {
    try {
      TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the next training", e);
    }
  }

  /** Notes that a training on so many rows starts now. */
  void trainingStarts(int rows) {
    next = System.nanoTime() + after(rows).toNanos();
    lastRows = rows;
  }

  /** Returns the pause after a training on so many rows. */
  Duration after(int rows) {
    boolean grew = rows - lastRows >= lastRows * USEFUL_GROWTH;
    Duration twice = Duration.ofSeconds(Math.min(2 * interval.toSeconds(), MAX_SECONDS));
    return grew ? interval : twice;
  }
}
