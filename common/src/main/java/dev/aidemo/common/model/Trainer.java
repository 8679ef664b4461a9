package dev.aidemo.common.model;

import dev.aidemo.common.message.Features;
import dev.aidemo.common.message.LabelledFeatures;
import dev.aidemo.common.message.Verdict;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import libsvm.svm;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.libsvm.SVMClassificationType.SVMMode;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.Transformation;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/**
 * The candidates, the simplest first: of two with the same accuracy, the earlier one wins.
 *
 * <p>The classes are balanced by weights, so that each weighs the same however many rows it has and
 * no row is left out. Training is deterministic: the same rows give the same parameters.
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
  };

  private static final long SEED = 1;

  /** Features that differ by less are the same but for rounding. */
  private static final double SMALLEST_RANGE = 1e-9;

  static {
    // LibSVM would write its progress to the standard output.
    svm.svm_set_print_string_function(line -> {});
  }

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  abstract org.tribuo.Trainer<Label> trainer(Map<Label, Float> weights, TransformationMap standard);

  /** The name in messages, as in {@code linear-svm}. */
  public String text() {
    return text;
  }

  /** Trains on the rows, which must hold both classes. */
  Classifier train(List<LabelledFeatures> rows) {
    var source =
        new ListDataSource<>(
            rows.stream()
                .map(row -> Classifier.example(row.features(), Classifier.label(row.truth())))
                .toList(),
            new LabelFactory(),
            new SimpleDataSourceProvenance("table training", new LabelFactory()));
    return new Classifier(
        trainer(weights(rows), standard(rows)).train(new MutableDataset<>(source)));
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
    return parameters;
  }

  private static LibSVMClassificationTrainer supportVectorMachine(
      SVMParameters<Label> parameters, Map<Label, Float> weights) {
    var trainer = new LibSVMClassificationTrainer(parameters, SEED);
    trainer.setLabelWeights(weights);
    return trainer;
  }
}
