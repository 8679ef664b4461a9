package dev.aidemo.common.model;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits how long LibSVM may try. Its own limit of ten million iterations cannot be set, and takes
 * minutes on rows that no plane separates. But it reports its progress on the training thread after
 * as many iterations as there are rows, at most 1,000; that report is where we end it.
 *
 * <p>The limit counts iterations, not seconds, so that equal rows end alike on every computer.
 */
final class IterationLimit {
  /** An iteration visits each row; this many visits take up to 12 s on one processor. */
  private static final long MAX_ROW_VISITS = 1_500_000_000L;

  /** Below LibSVM's own limit, at which it prints a warning. */
  private static final long MAX_ITERATIONS = 1_000_000;

  private static final int MAX_STEP = 1_000;
  private static final String PROGRESS = ".";
  private static final ThreadLocal<@Nullable IterationLimit> CURRENT = new ThreadLocal<>();

  private final int step;
  private final long max;
  private long done;

  private IterationLimit(int step, long max) {
    this.step = step;
    this.max = max;
  }

  /** Returns the limit for a training on so many rows. */
  static IterationLimit of(int rows) {
    return new IterationLimit(
        Math.min(rows, MAX_STEP), Math.min(MAX_ITERATIONS, MAX_ROW_VISITS / rows));
  }

  /**
   * Trains.
   *
   * @throws UnfinishedTrainingException at the limit
   */
  <T> T during(Supplier<T> training) {
    CURRENT.set(this);
    try {
      return training.get();
    } finally {
      CURRENT.remove();
    }
  }

  /** Receives each piece of LibSVM's report. */
  static void progress(String report) {
    IterationLimit limit = CURRENT.get();
    if (limit != null && report.equals(PROGRESS)) {
      limit.done += limit.step;
      if (limit.done >= limit.max) {
        throw new UnfinishedTrainingException(limit.done);
      }
    }
  }
}
