package dev.aidemo.benchmarks.loop;

import java.util.Arrays;
import java.util.List;

/** Of many times in nanoseconds, in milliseconds. */
record Percentiles(double p50, double p99) {
  static Percentiles of(List<Long> nanoseconds) {
    long[] sorted = nanoseconds.stream().mapToLong(time -> time).sorted().toArray();
    return new Percentiles(at(sorted, 0.50), at(sorted, 0.99));
  }

  /** The smallest time that at least this share of all does not exceed. */
  private static double at(long[] sorted, double share) {
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no times, got " + Arrays.toString(sorted));
    }
    return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
  }
}
