package dev.aidemo.benchmarks.result;

import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/** Collects times of one round, and tells their percentiles. */
public final class Latencies {
  private final DescriptiveStatistics times = new DescriptiveStatistics();

  public Latencies() {
    // Each percentile is then a time that was measured, not one between two of them.
    times.setPercentileImpl(new Percentile().withEstimationType(EstimationType.R_1));
  }

  public void add(double time) {
    times.addValue(time);
  }

  public long count() {
    return times.getN();
  }

  /** Returns the smallest time that at least this many of a hundred do not exceed. */
  public double percentile(int percent) {
    return times.getPercentile(percent);
  }
}
