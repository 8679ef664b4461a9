package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.ClassificationReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures are those of scikit-learn's {@code classification_report(zero_division=0)}. */
class ScoresTest {
  private static final Classifier CLASSIFIER =
      Trainer.LINEAR_SVM.train(
          List.of(
              new LabelledFeatures(new Features(1, 0, 0, 0), Verdict.REAL),
              new LabelledFeatures(new Features(-1, 0, 0, 0), Verdict.FAKE)));
  private static final Features LOOKS_REAL = new Features(2, 0, 0, 0);
  private static final Features LOOKS_FAKE = new Features(-2, 0, 0, 0);

  private final List<LabelledFeatures> rows = new ArrayList<>();

  @Test
  void areThoseOfEachClassAndOfBoth() {
    add(3, LOOKS_FAKE, Verdict.FAKE);
    add(1, LOOKS_REAL, Verdict.FAKE);
    add(4, LOOKS_REAL, Verdict.REAL);
    add(2, LOOKS_FAKE, Verdict.REAL);

    ClassificationReport report = Scores.report(CLASSIFIER, rows);

    assertScores(report.fake(), 3 / 5.0, 3 / 4.0, 2 / 3.0, 4);
    assertScores(report.real(), 4 / 5.0, 4 / 6.0, 8 / 11.0, 6);
    assertScores(report.macroAverage(), 0.7, 0.7083333333333333, 0.696969696969697, 10);
    assertScores(report.weightedAverage(), 0.72, 0.7, 0.7030303030303029, 10);
    assertThat(report.accuracy()).isEqualTo(0.7);
  }

  @Test
  void areZeroIfAClassIsNeverPredicted() {
    add(2, LOOKS_FAKE, Verdict.FAKE);
    add(1, LOOKS_FAKE, Verdict.REAL);

    ClassificationReport report = Scores.report(CLASSIFIER, rows);

    assertScores(report.fake(), 2 / 3.0, 1, 0.8, 2);
    assertScores(report.real(), 0, 0, 0, 1);
    assertScores(report.macroAverage(), 1 / 3.0, 0.5, 0.4, 3);
    assertScores(report.weightedAverage(), 4 / 9.0, 2 / 3.0, 1.6 / 3, 3);
    assertThat(report.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void areZeroIfAClassHasNoRows() {
    add(3, LOOKS_FAKE, Verdict.FAKE);

    ClassificationReport report = Scores.report(CLASSIFIER, rows);

    assertScores(report.fake(), 1, 1, 1, 3);
    assertScores(report.real(), 0, 0, 0, 0);
    assertScores(report.macroAverage(), 0.5, 0.5, 0.5, 3);
    assertScores(report.weightedAverage(), 1, 1, 1, 3);
  }

  @Test
  void areZeroIfEveryPredictionIsWrong() {
    add(2, LOOKS_FAKE, Verdict.REAL);
    add(5, LOOKS_REAL, Verdict.FAKE);

    ClassificationReport report = Scores.report(CLASSIFIER, rows);

    assertScores(report.fake(), 0, 0, 0, 5);
    assertScores(report.real(), 0, 0, 0, 2);
    assertScores(report.macroAverage(), 0, 0, 0, 7);
    assertScores(report.weightedAverage(), 0, 0, 0, 7);
    assertThat(report.accuracy()).isZero();
  }

  @Test
  void neverExceedOneForAnyMixOfClasses() {
    for (int real = 1; real <= 60; real++) {
      rows.clear();
      add(real, LOOKS_REAL, Verdict.REAL);
      add(61 - real, LOOKS_FAKE, Verdict.FAKE);

      assertScores(Scores.report(CLASSIFIER, rows).weightedAverage(), 1, 1, 1, 61);
    }
  }

  private void add(int count, Features features, Verdict truth) {
    rows.addAll(Collections.nCopies(count, new LabelledFeatures(features, truth)));
  }

  private static void assertScores(
      ClassificationReport.Scores scores,
      double precision,
      double recall,
      double f1,
      double support) {
    assertThat(scores.precision()).as("precision").isCloseTo(precision, within(1e-12));
    assertThat(scores.recall()).as("recall").isCloseTo(recall, within(1e-12));
    assertThat(scores.f1()).as("f1-score").isCloseTo(f1, within(1e-12));
    assertThat(scores.support()).as("support").isEqualTo(support);
  }
}
