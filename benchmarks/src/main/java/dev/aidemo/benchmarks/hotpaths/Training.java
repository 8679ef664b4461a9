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
    var collector = new TrainingSetCollector(Banknotes.DATA);
    rows.forEach(row -> collector.add(row.features().toArray(), row.truth().label()));
    return collector.finish();
  }

  @Benchmark
  public ModelSelection train() {
    return ModelSelection.of(set, Banknotes.DATA);
  }
}
