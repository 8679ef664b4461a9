package dev.aidemo.common.model;

import dev.aidemo.common.message.Features;
import dev.aidemo.common.message.LabelledFeatures;
import dev.aidemo.common.message.Verdict;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import libsvm.svm;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.libsvm.SVMClassificationType.SVMMode;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.Transformation;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

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
    org.tribuo.Trainer<Label> trainer(Map<Label, Float> weights, TransformationMap standard) {
      return supportVectorMachine(parameters(KernelType.LINEAR, 1), weights);
    }
  },
  /** A wide radial kernel on standardised features: the best from about 50 to 150 rows. */
  RBF_SVM_WIDE {
    @Override
    org.tribuo.Trainer<Label> trainer(Map<Label, Float> weights, TransformationMap standard) {
      return radial(100, 0.05, weights, standard);
    }
  },
  /** A radial kernel on standardised features: the best from about 200 rows. */
  RBF_SVM {
    @Override
    org.tribuo.Trainer<Label> trainer(Map<Label, Float> weights, TransformationMap standard) {
      return radial(10, 0.25, weights, standard);
    }
  },
  /**
   * For more rows than the machines can take, and where none of them ends: its cost is linear in
   * the rows, whatever they say.
   */
  LOGISTIC_REGRESSION {
    @Override
    org.tribuo.Trainer<Label> trainer(Map<Label, Float> weights, TransformationMap standard) {
      return new TransformTrainer<>(
          new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), EPOCHS, SILENT, SEED),
          standard);
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

  private static final int EPOCHS = 10;
  private static final int SILENT = -1;

  private static final long SEED = 1;

  /** Features that differ by less are the same but for rounding. */
  private static final double SMALLEST_RANGE = 1e-9;

  static {
    // LibSVM would write its progress to the standard output.
    svm.svm_set_print_string_function(IterationLimit::progress);
    TRIBUO.setLevel(Level.WARNING);
  }

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  abstract org.tribuo.Trainer<Label> trainer(Map<Label, Float> weights, TransformationMap standard);

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
    Map<Label, Float> weights = weights(rows);
    var source =
        new ListDataSource<>(
            rows.stream().map(row -> example(row, weights)).toList(),
            new LabelFactory(),
            new SimpleDataSourceProvenance("table training", new LabelFactory()));
    var dataset = new MutableDataset<>(source);
    return IterationLimit.of(rows.size())
        .during(() -> new Classifier(trainer(weights, standard(rows)).train(dataset)));
  }

  /** With the weight of its class, which the machines are told apart from their rows. */
  private static Example<Label> example(LabelledFeatures row, Map<Label, Float> weights) {
    Label label = Classifier.label(row.truth());
    Example<Label> example = Classifier.example(row.features(), label);
    example.setWeight(weights.getOrDefault(label, 1f));
    return example;
  }

  private static Map<Label, Float> weights(List<LabelledFeatures> rows) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    rows.forEach(row -> counts.merge(row.truth(), 1, Integer::sum));
    Map<Label, Float> weights = new HashMap<>();
    counts.forEach(
        (verdict, count) ->
            weights.put(Classifier.label(verdict), (float) rows.size() / counts.size() / count));
    return weights;
  }

  /**
   * Standardises the features that vary: of the others the deviation is 0, and dividing by it would
   * leave no number.
   */
  private static TransformationMap standard(List<LabelledFeatures> rows) {
    Map<String, List<Transformation>> standard = new HashMap<>();
    for (int i = 0; i < Features.COUNT; i++) {
      int feature = i;
      DoubleSummaryStatistics numbers =
          rows.stream().mapToDouble(row -> row.features().toArray()[feature]).summaryStatistics();
      if (numbers.getMax() - numbers.getMin() > SMALLEST_RANGE) {
        standard.put(Classifier.NAMES[feature], List.of(new MeanStdDevTransformation()));
      }
    }
    return new TransformationMap(standard);
  }

  private static org.tribuo.Trainer<Label> radial(
      double cost, double gamma, Map<Label, Float> weights, TransformationMap standard) {
    SVMParameters<Label> parameters = parameters(KernelType.RBF, cost);
    parameters.setGamma(gamma);
    return new TransformTrainer<>(supportVectorMachine(parameters, weights), standard);
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
