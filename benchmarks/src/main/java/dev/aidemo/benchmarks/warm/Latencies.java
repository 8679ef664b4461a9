package dev.aidemo.benchmarks.warm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Times of one function in one round, in milliseconds. */
final class Latencies {
  private final List<Double> milliseconds = new ArrayList<>();

  void add(double time) {
    milliseconds.add(time);
  }

  /** The smallest time that at least this many of a hundred do not exceed. */
  double percentile(int percent) {
    if (milliseconds.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    List<Double> sorted = new ArrayList<>(milliseconds);
    Collections.sort(sorted);
    return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
  }
}
