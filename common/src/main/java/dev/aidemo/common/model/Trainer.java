package dev.aidemo.common.model;

import dev.aidemo.common.message.LabelledFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import libsvm.svm;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.libsvm.SVMClassificationType.SVMMode;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.transform.TransformTrainer;

/**
 * The candidates, the simplest first: of two with the same accuracy, the earlier one wins.
 *
 * <p>The classes are balanced by weights, so that each weighs the same however many rows it has and
 * no row is left out. Training is deterministic: the same rows give the same parameters, or end at
 * the same {@link IterationLimit}.
 */
public enum Trainer {
  /** As the original: scikit-learn's {@code SVC(kernel='linear')}. */
  LINEAR_SVM {
    @Override
    Model<Label> model(List<LabelledFeatures> rows, Map<Label, Float> weights) {
      return supportVectorMachine(parameters(KernelType.LINEAR, 1), weights)
          .train(Examples.dataset(rows, weights));
    }
  },
  /** A wide radial kernel on standardised features: the best from about 50 to 150 rows. */
  RBF_SVM_WIDE {
    @Override
    Model<Label> model(List<LabelledFeatures> rows, Map<Label, Float> weights) {
      return radial(100, 0.05, rows, weights);
    }
  },
  /** A radial kernel on standardised features: the best from about 200 rows. */
  RBF_SVM {
    @Override
    Model<Label> model(List<LabelledFeatures> rows, Map<Label, Float> weights) {
      return radial(10, 0.25, rows, weights);
    }
  },
  /**
   * For more rows than the machines can take, and where none of them ends: its cost is linear in
   * the rows, whatever they say.
   */
  LOGISTIC_REGRESSION {
    @Override
    Model<Label> model(List<LabelledFeatures> rows, Map<Label, Float> weights) {
      var descent =
          new LinearSGDTrainer(
              new LogMulticlass(), new AdaGrad(0.1), passes(rows.size()), SILENT, SEED);
      return RowByRow.train(descent, rows, weights);
    }

    @Override
    int mostRows() {
      return Integer.MAX_VALUE;
    }
  };

  /** The cost of a support vector machine grows with the square of its rows. */
  static final int MOST_ROWS_OF_A_MACHINE = 4_000;

  /**
   * The kernel of so many rows, in numbers of four bytes: what does not fit in is computed again
   * and again. Tribuo's default of 500 MB is as much as the whole function has.
   */
  private static final int CACHE_MEGABYTES = 64;

  /** Tribuo tells how many rows there are, which the log has from elsewhere. */
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo.common.sgd");

  private static final int MOST_PASSES = 10;
  private static final int FEWEST_PASSES = 2;
  private static final int MOST_STEPS = 2_000_000;
  private static final int SILENT = -1;

  private static final long SEED = 1;

  static {
    // LibSVM would write its progress to the standard output.
    svm.svm_set_print_string_function(IterationLimit::progress);
    TRIBUO.setLevel(Level.WARNING);
  }

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  abstract Model<Label> model(List<LabelledFeatures> rows, Map<Label, Float> weights);

  /** The name in messages, as in {@code linear-svm}. */
  public String text() {
    return text;
  }

  /** Those that take part where there are so many rows. */
  static List<Trainer> candidates(int rows) {
    return Arrays.stream(values())
        .filter(trainer -> trainer != LOGISTIC_REGRESSION || rows > MOST_ROWS_OF_A_MACHINE)
        .toList();
  }

  /** How many rows it is trained on at most: of a larger set it is given a sample. */
  int mostRows() {
    return MOST_ROWS_OF_A_MACHINE;
  }

  /**
   * Trains on the rows, which must hold both classes.
   *
   * @throws UnfinishedTrainingException if it does not end within its {@link IterationLimit}
   */
  Classifier train(List<LabelledFeatures> rows) {
    return IterationLimit.of(rows.size())
        .during(() -> new Classifier(model(rows, Examples.weights(rows))));
  }

  private static Model<Label> radial(
      double cost, double gamma, List<LabelledFeatures> rows, Map<Label, Float> weights) {
    SVMParameters<Label> parameters = parameters(KernelType.RBF, cost);
    parameters.setGamma(gamma);
    return new TransformTrainer<>(
            supportVectorMachine(parameters, weights), Examples.standard(rows))
        .train(Examples.dataset(rows, weights));
  }

  /** How often the descent goes through the rows: of a million, twice is as good as ten times. */
  private static int passes(int rows) {
    return Math.max(FEWEST_PASSES, Math.min(MOST_PASSES, MOST_STEPS / rows));
  }

  private static SVMParameters<Label> parameters(KernelType kernel, double cost) {
    var parameters = new SVMParameters<>(new SVMClassificationType(SVMMode.C_SVC), kernel);
    parameters.setCost(cost);
    parameters.setCacheSize(CACHE_MEGABYTES);
    return parameters;
  }

  private static LibSVMClassificationTrainer supportVectorMachine(
      SVMParameters<Label> parameters, Map<Label, Float> weights) {
    var trainer = new LibSVMClassificationTrainer(parameters, SEED);
    trainer.setLabelWeights(weights);
    return trainer;
  }
}
