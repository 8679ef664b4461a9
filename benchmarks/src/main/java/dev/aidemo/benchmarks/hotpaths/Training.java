package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.model.ModelSelection;
import dev.aidemo.common.model.TrainingSet;
import dev.aidemo.common.model.TrainingSetCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Trains all candidates and scores them on the holdout, without the table and the bucket. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Training {
  private static final int PASSES = 10;
  private static final double STEP = 0.01;

  @Param({"6", "1372", "100000", "1000000"})
  public int rows;

  private TrainingSet set = set(6);

  @Setup
  public void collect() {
    set = set(rows);
  }

  /** Returns the starter rows, or more; never rows of the holdout. */
  static TrainingSet set(int count) {
    List<LabelledFeatures> starter = Banknotes.DATA.starter();
    List<LabelledFeatures> rows =
        new ArrayList<>(count == starter.size() ? starter : new Banknotes().first(count));
    rows.sort((a, b) -> Arrays.compare(a.features().toArray(), b.features().toArray()));
    var collector = new TrainingSetCollector(Banknotes.DATA.heldOut());
    rows.forEach(row -> collector.add(row.features().toArray(), row.truth().label()));
    return collector.finish();
  }

  @Benchmark
  public ModelSelection train() {
    return ModelSelection.of(set, Banknotes.DATA);
  }

  /** Computes one logistic regression by hand, in ten passes over the same rows. */
  @Benchmark
  public double[] descend() {
    double[] weights = new double[5];
    for (int pass = 0; pass < PASSES; pass++) {
      for (LabelledFeatures row : set.rows()) {
        step(weights, row.features().toArray(), row.truth().label());
      }
    }
    return weights;
  }

  private static void step(double[] weights, double[] numbers, int label) {
    double sum = weights[4];
    for (int i = 0; i < numbers.length; i++) {
      sum += weights[i] * numbers[i];
    }
    double error = label - 1 / (1 + Math.exp(-sum));
    for (int i = 0; i < numbers.length; i++) {
      weights[i] += STEP * error * numbers[i];
    }
    weights[4] += STEP * error;
  }
}
