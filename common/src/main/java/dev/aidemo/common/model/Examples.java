package dev.aidemo.common.model;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.transform.Transformation;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/** Turns rows into Tribuo's examples. */
final class Examples {
  /** Numbers that differ by less are equal but for rounding. */
  private static final double MIN_RANGE = 1e-9;

  private Examples() {}

  static MutableDataset<Label> dataset(List<LabelledFeatures> rows, Map<Label, Float> weights) {
    return new MutableDataset<>(
        new ListDataSource<>(
            rows.stream().map(row -> weighted(row, weights)).toList(),
            new LabelFactory(),
            new SimpleDataSourceProvenance("table training", new LabelFactory())));
  }

  /** Sets the class weight. SVM trainers get theirs through {@code setLabelWeights}. */
  static Example<Label> weighted(LabelledFeatures row, Map<Label, Float> weights) {
    Label label = Classifier.label(row.truth());
    Example<Label> example = Classifier.example(row.features(), label);
    example.setWeight(weights.getOrDefault(label, 1f));
    return example;
  }

  /** Returns weights that balance the classes, however many rows each has. */
  static Map<Label, Float> weights(List<LabelledFeatures> rows) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    rows.forEach(row -> counts.merge(row.truth(), 1, Integer::sum));
    Map<Label, Float> weights = new HashMap<>();
    counts.forEach(
        (verdict, count) ->
            weights.put(Classifier.label(verdict), (float) rows.size() / counts.size() / count));
    return weights;
  }

  /**
   * Standardises the features that vary. A constant feature has a deviation of 0, and dividing by
   * it would give NaN.
   */
  static TransformationMap standard(List<LabelledFeatures> rows) {
    Map<String, List<Transformation>> standard = new HashMap<>();
    for (int i = 0; i < Features.COUNT; i++) {
      int feature = i;
      DoubleSummaryStatistics numbers =
          rows.stream().mapToDouble(row -> row.features().toArray()[feature]).summaryStatistics();
      if (numbers.getMax() - numbers.getMin() > MIN_RANGE) {
        standard.put(Features.NAMES.get(feature), List.of(new MeanStdDevTransformation()));
      }
    }
    return new TransformationMap(standard);
  }
}
