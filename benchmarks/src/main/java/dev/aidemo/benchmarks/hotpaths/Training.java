package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.model.ModelSelection;
import dev.aidemo.common.model.TrainingSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Training all candidates and scoring them on the holdout, without the table and the bucket. */
@State(Scope.Benchmark)
public class Training {
  private static final int PASSES = 10;
  private static final double STEP = 0.01;

  @Param({"6", "1372", "100000", "1000000"})
  public int rows;

  private TrainingSet set = Banknotes.trainingSet(6);

  @Setup
  public void collect() {
    set = Banknotes.trainingSet(rows);
  }

  @Benchmark
  public ModelSelection train() {
    return ModelSelection.of(set, Banknotes.DATA);
  }

  /** One logistic regression written by hand, ten times over the same rows. */
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
