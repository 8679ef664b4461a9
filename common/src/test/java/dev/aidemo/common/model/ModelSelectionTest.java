package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.ClassificationReport;
import dev.aidemo.common.model.TrainingSet.LeftOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelSelectionTest {
  private static final BankData DATA = BankData.load();

  @Test
  void selectsTheSimplestOfEquallyAccurateCandidates() {
    List<LabelledFeatures> rows = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      rows.add(new LabelledFeatures(new Features(i, 1, 1, 1), Verdict.REAL));
      rows.add(new LabelledFeatures(new Features(-i, 1, 1, 1), Verdict.FAKE));
    }

    ModelSelection selection =
        ModelSelection.of(set(rows), new BankData(rows, List.of(), List.of()));

    assertThat(selection.report().accuracy()).isEqualTo(1);
    assertThat(selection.trainer()).isEqualTo(Trainer.LINEAR_SVM);
  }

  @Test
  void selectsTheMostAccurateCandidate() {
    ModelSelection selection = ModelSelection.of(set(allButTheHoldout()), DATA);

    double simplest =
        Scores.report(Trainer.LINEAR_SVM.train(allButTheHoldout()), DATA.holdout()).accuracy();
    assertThat(selection.trainer()).isEqualTo(Trainer.RBF_SVM_WIDE);
    assertThat(selection.report().accuracy()).isGreaterThan(simplest).isGreaterThanOrEqualTo(0.995);
  }

  @Test
  void reportsTheFiguresOfTheSelectedModel() {
    ModelSelection selection = ModelSelection.of(set(allButTheHoldout()), DATA);

    ClassificationReport report = Scores.report(selection.classifier(), DATA.holdout());
    assertThat(selection.report()).isEqualTo(report);
    assertThat(report.fake().support()).isEqualTo(148);
    assertThat(report.real().support()).isEqualTo(122);
  }

  @Test
  void reachesLessThan95PercentOnSixRows() {
    assertThat(ModelSelection.of(set(DATA.starter()), DATA).report().accuracy()).isLessThan(0.95);
  }

  @Test
  void isNotSpoiltByTheLargestFeaturesThatAreAllowed() {
    var collector = new TrainingSetCollector(DATA);
    for (LabelledFeatures row : allButTheHoldout()) {
      double[] numbers = row.features().toArray();
      collector.add(numbers, row.truth().label());
    }
    for (double large : new double[] {99, 1e3, 1e6}) {
      collector.add(new double[] {large, large, large, large}, 1);
      collector.add(new double[] {large, large, large, 0.9 * large}, 0);
    }

    assertThat(ModelSelection.of(collector.finish(), DATA).report().accuracy())
        .isGreaterThanOrEqualTo(0.995);
  }

  @Test
  void selectsAnotherCandidateIfOneDoesNotFinish() {
    var random = new Random(1);
    List<LabelledFeatures> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double[] numbers = random.doubles(Features.COUNT, -100, 100).toArray();
      rows.add(
          new LabelledFeatures(
              new Features(numbers[0], numbers[1], numbers[2], numbers[3]),
              Verdict.ofLabel(random.nextInt(2))));
    }

    ModelSelection selection = ModelSelection.of(set(rows), DATA);

    assertThat(selection.unfinished()).containsExactly(Trainer.LINEAR_SVM);
    assertThat(selection.trainer()).isNotIn(Trainer.LINEAR_SVM, Trainer.LOGISTIC_REGRESSION);
  }

  @Test
  void rejectsASetThatIsTooSmall() {
    List<LabelledFeatures> fiveRows = DATA.starter().subList(0, 5);

    assertThatThrownBy(() -> ModelSelection.of(set(fiveRows), DATA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("training needs at least 3 rows of each class, there are 2 real and 3 fake");
  }

  @Test
  void measuresTheTimeOfAllCandidates() {
    ModelSelection selection = ModelSelection.of(set(allButTheHoldout()), DATA);

    assertThat(selection.trainingTime()).isBetween(0.001, 60.0);
    assertThat(selection.testingTime()).isBetween(0.000_1, 60.0);
  }

  private static List<LabelledFeatures> allButTheHoldout() {
    List<LabelledFeatures> rows = new ArrayList<>(DATA.starter());
    rows.addAll(DATA.rest());
    return rows;
  }

  private static TrainingSet set(List<LabelledFeatures> rows) {
    return new TrainingSet(rows, "", new LeftOut(0, 0, 0, 0, 0));
  }
}
