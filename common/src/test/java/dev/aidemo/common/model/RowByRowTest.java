package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.transform.TransformTrainer;

class RowByRowTest {
  private static final String[] NAMES = Features.NAMES.toArray(String[]::new);

  private static final List<LabelledFeatures> ROWS = BankData.load().rest();
  private static final Map<Label, Float> WEIGHTS = Examples.weights(ROWS);

  @Test
  void passesAllRowsToTheTrainerButStoresTwo() {
    var trainer = new RecordingTrainer();

    RowByRow.train(trainer, ROWS, WEIGHTS);

    assertThat(trainer.passed).isEqualTo(ROWS.size());
    assertThat(trainer.size).isEqualTo(ROWS.size());
    assertThat(trainer.stored).isEqualTo(2);
  }

  @Test
  void standardisesTheRowsToMeanZeroAndDeviationOne() {
    var trainer = new RecordingTrainer();

    RowByRow.train(trainer, ROWS, WEIGHTS);

    for (int i = 0; i < trainer.sums.length; i++) {
      assertThat(trainer.sums[i] / ROWS.size()).isBetween(-1e-9, 1e-9);
      assertThat(trainer.squares[i] / (ROWS.size() - 1)).isBetween(1 - 1e-9, 1 + 1e-9);
    }
  }

  @Test
  void classifiesTheSameAsAModelTrainedOnStoredRows() {
    var stored =
        new Classifier(
            new TransformTrainer<>(descent(), Examples.standard(ROWS))
                .train(Examples.dataset(ROWS, WEIGHTS)));
    var passed = new Classifier(RowByRow.train(descent(), ROWS, WEIGHTS));

    var features = ROWS.stream().map(LabelledFeatures::features).toList();
    assertThat(passed.classify(features).verdicts())
        .isEqualTo(stored.classify(features).verdicts());
  }

  private static Trainer<Label> descent() {
    return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 10, -1, 1);
  }

  /** Records the rows that it gets, and trains as {@link #descent} does. */
  private static final class RecordingTrainer implements Trainer<Label> {
    private final Trainer<Label> trainer = descent();
    private final double[] sums = new double[NAMES.length];
    private final double[] squares = new double[NAMES.length];
    private int passed;
    private int size;
    private int stored;

    @Override
    public Model<Label> train(Dataset<Label> dataset, Map<String, Provenance> provenance) {
      size = dataset.size();
      stored = dataset.getData().size();
      for (Example<Label> example : dataset) {
        passed++;
        for (Feature feature : example) {
          int i = List.of(NAMES).indexOf(feature.getName());
          sums[i] += feature.getValue();
          squares[i] += feature.getValue() * feature.getValue();
        }
      }
      return trainer.train(dataset, provenance);
    }

    @Override
    public Model<Label> train(
        Dataset<Label> dataset, Map<String, Provenance> provenance, int invocation) {
      return train(dataset, provenance);
    }

    @Override
    public int getInvocationCount() {
      return trainer.getInvocationCount();
    }

    @Override
    public void setInvocationCount(int count) {
      trainer.setInvocationCount(count);
    }

    @Override
    public TrainerProvenance getProvenance() {
      return trainer.getProvenance();
    }
  }
}
