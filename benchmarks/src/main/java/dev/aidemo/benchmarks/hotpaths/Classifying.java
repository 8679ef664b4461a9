package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.StarterModel;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Classifying the rows of a batch. */
@State(Scope.Benchmark)
public class Classifying {
  @Param({"linear", "radial"})
  public String kernel = "linear";

  @Param({"1", "1000"})
  public int rows;

  private final double[] weights = {-2.1, -1.3, -1.5, -0.1};
  private List<Features> features = List.of();
  private Classifier classifier = StarterModel.load().classifier();

  @Setup
  public void train() {
    features = Banknotes.features(rows);
    classifier = Banknotes.classifier(kernel);
  }

  @Benchmark
  public Classifier.Classification classify() {
    return classifier.classify(features);
  }

  /** A linear model written by hand, and a list of verdicts. */
  @Benchmark
  public List<Verdict> multiply() {
    List<Verdict> verdicts = new ArrayList<>(features.size());
    for (Features note : features) {
      double sum =
          2.7
              + weights[0] * note.variance()
              + weights[1] * note.skewness()
              + weights[2] * note.curtosis()
              + weights[3] * note.entropy();
      verdicts.add(sum > 0 ? Verdict.FAKE : Verdict.REAL);
    }
    return verdicts;
  }
}
