package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.ModelSelection;
import dev.aidemo.common.model.StarterModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads a model file and classifies the rows of a batch. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Models {
  /** Most champions are radial. */
  @Param({"linear", "radial"})
  public String kernel = "linear";

  @Param({"1", "1000"})
  public int rows;

  private final double[] weights = {-2.1, -1.3, -1.5, -0.1};
  private List<Features> features = List.of();
  private Classifier classifier = StarterModel.load().classifier();
  private Classifier calibrated = classifier;
  private byte[] file = new byte[0];

  @Setup
  public void prepare() {
    features = new Banknotes().request(rows).features();
    if (kernel.equals("radial")) {
      classifier = ModelSelection.of(Training.set(1_372), Banknotes.DATA).classifier();
    }
    calibrated = classifier.calibratedOn(Banknotes.DATA.holdout());
    file = calibrated.write();
  }

  /** Reads the file, with all checks before it serves. */
  @Benchmark
  public Classifier load() {
    return Classifier.read(file);
  }

  @Benchmark
  public Classifier.Classification classify() {
    return classifier.classify(features);
  }

  /** Classifies and tells how sure each verdict is. */
  @Benchmark
  public Classifier.Classification classifyCalibrated() {
    return calibrated.classify(features);
  }

  /** Computes the verdicts of a linear model by hand. */
  @Benchmark
  public List<Verdict> multiply() {
    List<Verdict> verdicts = new ArrayList<>(features.size());
    for (Features note : features) {
      double[] numbers = note.toArray();
      double sum = 2.7;
      for (int i = 0; i < numbers.length; i++) {
        sum += weights[i] * numbers[i];
      }
      verdicts.add(sum > 0 ? Verdict.FAKE : Verdict.REAL);
    }
    return verdicts;
  }
}
