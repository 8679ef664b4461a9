package dev.aidemo.common.model;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long LibSVM may try. Its own limit, ten million iterations, cannot be set, and is minutes on
 * rows that no plane divides. But it reports its progress, on the thread that trains, each time it
 * has done as many iterations as there are rows, or 1,000 if that is less: there it is ended.
 *
 * <p>Counted in iterations and not in seconds, so that equal rows always end alike, on whichever
 * machine.
 */
final class IterationLimit {
  /** An iteration looks at each row: this many looks are up to 12 s on one processor. */
  private static final long MOST_LOOKS = 1_500_000_000L;

  /** Below LibSVM's own limit, at which it writes a warning to the standard error. */
  private static final long MOST_ITERATIONS = 1_000_000;

  private static final int LARGEST_STEP = 1_000;
  private static final String PROGRESS = ".";
  private static final ThreadLocal<@Nullable IterationLimit> CURRENT = new ThreadLocal<>();

  private final int step;
  private final long most;
  private long done;

  private IterationLimit(int step, long most) {
    this.step = step;
    this.most = most;
  }

  /** The limit for a training on so many rows. */
  static IterationLimit of(int rows) {
    return new IterationLimit(
        Math.min(rows, LARGEST_STEP), Math.min(MOST_ITERATIONS, MOST_LOOKS / rows));
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

  /** What LibSVM calls with each piece of its report. */
  static void progress(String report) {
    IterationLimit limit = CURRENT.get();
    if (limit != null && report.equals(PROGRESS)) {
      limit.done += limit.step;
      if (limit.done >= limit.most) {
        throw new UnfinishedTrainingException(limit.done);
      }
    }
  }
}
