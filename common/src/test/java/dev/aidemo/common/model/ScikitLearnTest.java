package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests that the linear SVM equals {@code SVC(kernel='linear', class_weight='balanced')} of
 * scikit-learn 1.9.1: {@code coef_} and {@code intercept_}, and how many rows of the holdout it
 * classifies right.
 */
class ScikitLearnTest {
  private static final BankData DATA = BankData.load();

  @Test
  void equalsTheLinearSvmOnTheStarterRows() {
    Classifier classifier = Trainer.LINEAR_SVM.train(DATA.starter());

    assertThat(ModelInspector.plane(classifier))
        .containsExactly(
            new double[] {-0.11040768, -0.07757748, -0.3290426, -0.10956156, 0.2104888},
            within(1e-6));
    assertThat(right(classifier)).isEqualTo(177);
  }

  @Test
  void equalsTheLinearSvmOnAllRowsButTheHoldout() {
    List<LabelledFeatures> rows = new ArrayList<>(DATA.starter());
    rows.addAll(DATA.rest());

    Classifier classifier = Trainer.LINEAR_SVM.train(rows);

    assertThat(ModelInspector.plane(classifier))
        .containsExactly(
            new double[] {-1.7506498, -1.20474502, -1.37424604, -0.34128052, 2.3323285},
            within(2e-3));
    assertThat(ModelInspector.svm(classifier).l).as("support vectors").isEqualTo(22);
    assertThat(right(classifier)).isEqualTo(269);
  }

  private static long right(Classifier classifier) {
    return Math.round(Scores.report(classifier, DATA.holdout()).accuracy() * DATA.holdout().size());
  }
}
