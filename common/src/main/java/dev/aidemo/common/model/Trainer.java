package dev.aidemo.common.model;

import dev.aidemo.common.banknote.LabelledFeatures;
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
 * Trains models: the candidates, the simplest first. Of two candidates with the same accuracy, the
 * earlier one is selected.
 *
 * <p>Weights balance the classes, so that no row is left out. Training is deterministic: the same
 * rows give the same parameters, or end at the same {@link IterationLimit}.
 */
public enum Trainer {
  /** Equals the original's model: scikit-learn's {@code SVC(kernel='linear')}. */
  LINEAR_SVM {
    @Override
    Model<Label> model(List<LabelledFeatures> rows, Map<Label, Float> weights) {
      return svm(parameters(KernelType.LINEAR, 1), weights).train(Examples.dataset(rows, weights));
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
   * A candidate when there are too many rows for an SVM, or when no SVM finishes: its cost is
   * linear in the number of rows, whatever they contain.
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
    int maxRows() {
      return Integer.MAX_VALUE;
    }
  };

  /** Because the cost of an SVM grows with the square of its rows. */
  static final int MAX_SVM_ROWS = 4_000;

  /**
   * Holds the kernel matrix of {@link #MAX_SVM_ROWS} rows in numbers of four bytes; entries that do
   * not fit are computed again and again. Tribuo's default of 500 MB is the whole function's
   * memory.
   */
  private static final int CACHE_MEGABYTES = 64;

  /** Tribuo logs the number of rows, which our own log has already. */
  private static final Logger TRIBUO = Logger.getLogger("org.tribuo.common.sgd");

  private static final int MAX_PASSES = 10;
  private static final int MIN_PASSES = 2;
  private static final int MAX_STEPS = 2_000_000;
  private static final int SILENT = -1;

  private static final long SEED = 1;

  static {
    // By default, LibSVM prints its progress.
    svm.svm_set_print_string_function(IterationLimit::progress);
    TRIBUO.setLevel(Level.WARNING);
  }

  private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

  abstract Model<Label> model(List<LabelledFeatures> rows, Map<Label, Float> weights);

  /** Returns the name in messages and tables, as in {@code linear-svm}. */
  public String id() {
    return id;
  }

  /** Returns the candidates for a set of so many rows. */
  static List<Trainer> candidates(int rows) {
    return Arrays.stream(values())
        .filter(trainer -> trainer != LOGISTIC_REGRESSION || rows > MAX_SVM_ROWS)
        .toList();
  }

  /** Returns the largest number of rows it is trained on; of a larger set it gets a sample. */
  int maxRows() {
    return MAX_SVM_ROWS;
  }

  /**
   * Trains on the rows, which must hold both classes.
   *
   * @throws UnfinishedTrainingException if it reaches its {@link IterationLimit}
   */
  Classifier train(List<LabelledFeatures> rows) {
    return IterationLimit.of(rows.size())
        .during(() -> new Classifier(model(rows, Examples.weights(rows))));
  }

  private static Model<Label> radial(
      double cost, double gamma, List<LabelledFeatures> rows, Map<Label, Float> weights) {
    SVMParameters<Label> parameters = parameters(KernelType.RBF, cost);
    parameters.setGamma(gamma);
    return new TransformTrainer<>(svm(parameters, weights), Examples.standard(rows))
        .train(Examples.dataset(rows, weights));
  }

  /**
   * Returns how often the descent visits each row; for a million rows, twice is as good as ten
   * times.
   */
  private static int passes(int rows) {
    return Math.max(MIN_PASSES, Math.min(MAX_PASSES, MAX_STEPS / rows));
  }

  private static SVMParameters<Label> parameters(KernelType kernel, double cost) {
    var parameters = new SVMParameters<>(new SVMClassificationType(SVMMode.C_SVC), kernel);
    parameters.setCost(cost);
    parameters.setCacheSize(CACHE_MEGABYTES);
    return parameters;
  }

  private static LibSVMClassificationTrainer svm(
      SVMParameters<Label> parameters, Map<Label, Float> weights) {
    var trainer = new LibSVMClassificationTrainer(parameters, SEED);
    trainer.setLabelWeights(weights);
    return trainer;
  }
}
