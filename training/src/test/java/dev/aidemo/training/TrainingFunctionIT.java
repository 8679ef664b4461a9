package dev.aidemo.training;

import static dev.aidemo.training.TrainingFixture.deliverJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.database.SkippedTrainings;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.Classifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Tests one training: which rows it reads, and what it uploads and publishes. */
class TrainingFunctionIT {
  private static final BankData DATA = BankData.load();

  private final TrainingFixture fixture = new TrainingFixture();

  @Test
  void trainsOnAllRowsAndPublishesTheModelWithItsFigures() {
    fixture.insert(DATA.starter());
    fixture.insert(DATA.rest().subList(0, 300));

    deliverJob(fixture.function());

    TrainedModel model = fixture.published().get(0);
    assertThat(model.records()).isEqualTo(306);
    assertThat(model.accuracy()).isGreaterThan(0.99);
    assertThat(model.report().accuracy()).isEqualTo(model.accuracy());
    assertThat(model.report().fake().support() + model.report().real().support()).isEqualTo(270);
    assertThat(model.holdout()).isEqualTo(DATA.holdoutId());
    assertThat(fixture.store().list()).containsExactly(model);
    assertThat(Classifier.read(fixture.store().download(model.modelFileName()))).isNotNull();
  }

  @Test
  void neverTrainsOnTheHoldout() {
    fixture.insert(DATA.starter());
    fixture.insert(DATA.holdout());

    deliverJob(fixture.function());

    assertThat(fixture.published().get(0).records()).isEqualTo(6);
  }

  /** A client with single precision, or one that prints six digits, sends back what is held out. */
  @Test
  void neverTrainsOnARoundedHoldout() {
    fixture.insert(DATA.starter());
    fixture.insert(rounded(number -> (float) number));
    fixture.insert(rounded(number -> Double.parseDouble("%.6g".formatted(number))));
    fixture.insert(rounded(number -> Double.parseDouble("%.6g".formatted((float) number))));

    deliverJob(fixture.function());

    assertThat(fixture.published().get(0).records()).isEqualTo(6);
  }

  private static List<LabelledFeatures> rounded(DoubleUnaryOperator rounding) {
    return DATA.holdout().stream()
        .map(
            row ->
                new LabelledFeatures(
                    Features.of(Arrays.stream(row.features().toArray()).map(rounding).toArray()),
                    row.truth()))
        .toList();
  }

  @Test
  void skipsTrainingOnOneClassAndLeavesTheChampion() {
    fixture.insert(DATA.rest().stream().filter(row -> row.truth().label() == 1).limit(50).toList());

    deliverJob(fixture.function());

    assertThat(fixture.published()).isEmpty();
    assertThat(fixture.store().list()).isEmpty();
    assertThat(fixture.skippedTrainings())
        .singleElement()
        .extracting(SkippedTrainings.Skipped::reason)
        .isEqualTo("training needs at least 3 rows of each class, there are 50 real and 0 fake");
  }

  @Test
  void trainsAfterASkippedTrainingOnceThereAreEnoughRows() {
    TrainingFunction function = fixture.function();
    fixture.insert(DATA.starter().subList(0, 5));
    deliverJob(function);
    fixture.insert(DATA.starter().subList(5, 6));

    deliverJob(function);

    assertThat(fixture.published()).singleElement().extracting(TrainedModel::records).isEqualTo(6);
  }
}
