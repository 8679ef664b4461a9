package dev.aidemo.common.model;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.ClassificationReport;
import java.util.List;

/** Scores a classifier on rows whose class is known. */
final class Scores {
  private Scores() {}

  /**
   * Returns the scores as scikit-learn defines them. A score is 0 if a class was never predicted,
   * or has no rows.
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

  private static ClassificationReport.Scores scores(int right, int wrong, int missed) {
    double precision = ratio(right, right + wrong);
    double recall = ratio(right, right + missed);
    double f1 = ratio(2.0 * right, 2.0 * right + wrong + missed);
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
