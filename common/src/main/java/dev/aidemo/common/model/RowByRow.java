package dev.aidemo.common.model;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.TransformerMap;

/**
 * Trains on many rows in little memory: each row becomes an example only while it is visited. A
 * million rows are 80 MB of numbers; as Tribuo examples, plain and standardised, they exceed the
 * function's memory.
 *
 * <p>Tribuo gets two rows instead, with the mean and the deviation of all. It hands them, already
 * standardised, to this trainer, which visits the real rows.
 */
final class RowByRow implements Trainer<Label> {
  private final Trainer<Label> trainer;
  private final List<LabelledFeatures> rows;
  private final Map<Label, Float> weights;
  private final TransformerMap standard;

  private RowByRow(
      Trainer<Label> trainer,
      List<LabelledFeatures> rows,
      Map<Label, Float> weights,
      TransformerMap standard) {
    this.trainer = trainer;
    this.rows = rows;
    this.weights = weights;
    this.standard = standard;
  }

  /** Returns the model that {@code trainer} makes of all rows, standardised. */
  static Model<Label> train(
      Trainer<Label> trainer, List<LabelledFeatures> rows, Map<Label, Float> weights) {
    TransformationMap standard = Examples.standard(rows);
    MutableDataset<Label> alike = Examples.dataset(alike(rows), weights);
    var rowByRow = new RowByRow(trainer, rows, weights, alike.createTransformers(standard));
    return new TransformTrainer<>(rowByRow, standard).train(alike);
  }

  /** Returns one row of each class; together they have the mean and the deviation of the rows. */
  private static List<LabelledFeatures> alike(List<LabelledFeatures> rows) {
    var mean = new double[Features.COUNT];
    var squares = new double[Features.COUNT];
    int count = 0;
    for (LabelledFeatures row : rows) {
      count++;
      double[] numbers = row.features().toArray();
      for (int i = 0; i < numbers.length; i++) {
        double before = numbers[i] - mean[i];
        mean[i] += before / count;
        squares[i] += before * (numbers[i] - mean[i]);
      }
    }
    var lower = new double[Features.COUNT];
    var upper = new double[Features.COUNT];
    for (int i = 0; i < mean.length; i++) {
      // Two numbers that lie 2h apart have a deviation of h times the root of two.
      double half = Math.sqrt(squares[i] / Math.max(1, count - 1) / 2);
      lower[i] = mean[i] - half;
      upper[i] = mean[i] + half;
    }
    return List.of(row(lower, Verdict.FAKE), row(upper, Verdict.REAL));
  }

  private static LabelledFeatures row(double[] numbers, Verdict truth) {
    return new LabelledFeatures(Features.of(numbers), truth);
  }

  @Override
  public Model<Label> train(Dataset<Label> alike, Map<String, Provenance> provenance) {
    return train(alike, provenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public Model<Label> train(
      Dataset<Label> alike, Map<String, Provenance> provenance, int invocation) {
    return trainer.train(new Passing(alike), provenance, invocation);
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

  /** Knows the features and the classes from two rows, and iterates over all. */
  @SuppressWarnings("serial") // Only a trainer sees it, so it is never serialised.
  private final class Passing extends MutableDataset<Label> {
    private final transient DatasetProvenance given;

    Passing(Dataset<Label> alike) {
      super(alike.getSourceProvenance(), alike.getOutputFactory());
      addAll(alike.getData());
      this.given = alike.getProvenance();
    }

    /** Not this class, which a later version may not have: a model file names it. */
    @Override
    public DatasetProvenance getProvenance() {
      return given;
    }

    @Override
    public int size() {
      return rows.size();
    }

    @Override
    public synchronized Iterator<Example<Label>> iterator() {
      return rows.stream()
          .map(row -> standard.transformExample(Examples.weighted(row, weights)))
          .iterator();
    }
  }
}
