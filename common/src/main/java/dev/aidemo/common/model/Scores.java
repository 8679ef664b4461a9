package dev.aidemo.common.model;

import dev.aidemo.common.message.ClassificationReport;
import dev.aidemo.common.message.Features;
import dev.aidemo.common.message.LabelledFeatures;
import dev.aidemo.common.message.Verdict;
import java.util.List;

/** Scores a classifier on rows whose class is known. */
final class Scores {
  private Scores() {}

  /**
   * The figures as scikit-learn defines them; where nothing was predicted or nothing is there, a
   * figure is 0.
   */
  static ClassificationReport report(Classifier classifier, List<LabelledFeatures> rows) {
    List<Features> features = rows.stream().map(LabelledFeatures::features).toList();
    List<Verdict> verdicts = classifier.classify(features).verdicts();
    var counts = new int[2][2];
    for (int i = 0; i < rows.size(); i++) {
      counts[rows.get(i).truth().label()][verdicts.get(i).label()]++;
    }
    ClassificationReport.Scores fake = scores(counts[0][0], counts[1][0], counts[0][1]);
    ClassificationReport.Scores real = scores(counts[1][1], counts[0][1], counts[1][0]);
    return new ClassificationReport(
        fake,
        real,
        average(fake, 0.5, real, 0.5),
        average(fake, fake.support() / rows.size(), real, real.support() / rows.size()),
        (double) (counts[0][0] + counts[1][1]) / rows.size());
  }

  private static ClassificationReport.Scores scores(int right, int wronglyHere, int missed) {
    double precision = ratio(right, right + wronglyHere);
    double recall = ratio(right, right + missed);
    double f1 = ratio(2.0 * right, 2.0 * right + wronglyHere + missed);
    return new ClassificationReport.Scores(precision, recall, f1, right + missed);
  }

  private static ClassificationReport.Scores average(
      ClassificationReport.Scores one,
      double weightOfOne,
      ClassificationReport.Scores other,
      double weightOfOther) {
    return new ClassificationReport.Scores(
        one.precision() * weightOfOne + other.precision() * weightOfOther,
        one.recall() * weightOfOne + other.recall() * weightOfOther,
        one.f1() * weightOfOne + other.f1() * weightOfOther,
        one.support() + other.support());
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
