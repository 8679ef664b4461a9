package dev.aidemo.training;

import static dev.aidemo.training.TrainingFixture.deliverJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.effect.SideEffectHooks;
import dev.aidemo.common.evidence.Outcome;
import dev.aidemo.common.evidence.PromotionDecision;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.common.message.Challenger;
import dev.aidemo.common.message.DecidedModel;
import dev.aidemo.common.message.SamplePayloads;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelFile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which of many jobs lead to a training, and which models are published again. */
class RetrainingIT {
  private static final BankData DATA = BankData.load();

  private final TrainingFixture fixture = new TrainingFixture();

  @BeforeEach
  void insertTheStarterRows() {
    fixture.insert(DATA.starter());
  }

  @AfterEach
  void clearHooks() {
    SideEffectHooks.clear();
  }

  @Test
  void trainsEqualDataOnce() {
    TrainingFunction function = fixture.function();
    fixture.deliverJobAndStoreModels(function);

    deliverJob(function);
    fixture.insert(DATA.starter());
    deliverJob(function);

    assertThat(fixture.published()).isEmpty();
    assertThat(fixture.store().list()).hasSize(1);
  }

  @Test
  void trainsAgainOnceThereIsANewRow() {
    TrainingFunction function = fixture.function();
    fixture.deliverJobAndStoreModels(function);
    fixture.insert(DATA.rest().subList(0, 1));

    deliverJob(function);

    assertThat(fixture.published()).extracting(TrainedModel::records).contains(7);
    assertThat(fixture.store().list()).hasSize(2);
  }

  @Test
  void trainsAgainIfALabelIsCorrected() {
    fixture.insert(DATA.rest().subList(100, 120));
    TrainingFunction function = fixture.function();
    fixture.deliverJobAndStoreModels(function);
    fixture.run(
        "UPDATE training SET class = 1 - class WHERE id IN (SELECT id FROM training LIMIT 1)");

    deliverJob(function);

    assertThat(fixture.store().list()).hasSize(2);
  }

  @Test
  void trainsAgainIfALabelIsCommittedWhileItTrains() {
    TrainingFunction function = fixture.function();
    var uploads = new AtomicInteger();
    SideEffectHooks.set(
        effect -> {
          if (effect == SideEffect.UPLOAD && uploads.incrementAndGet() == 1) {
            fixture.insert(DATA.rest().subList(0, 1));
          }
        },
        effect -> {});

    fixture.deliverJobAndStoreModels(function);
    fixture.deliverJobAndStoreModels(function);

    assertThat(fixture.store().list()).extracting(TrainedModel::records).containsExactly(6, 7);
  }

  @Test
  void doesNotReadTheRowsIfNoneHasChanged() {
    TrainingFunction function = fixture.function();
    deliverJob(function);
    assertThat(fixture.published()).hasSize(1);

    // If it read the rows, it would find its file in the bucket and publish it again.
    deliverJob(function);

    assertThat(fixture.published()).isEmpty();
  }

  @Test
  void trainsOnceMoreForAStormOfJobs() {
    TrainingFunction function = fixture.functionWith("TRAINING_INTERVAL_SECONDS", "1");
    fixture.deliverJobAndStoreModels(function);
    fixture.insert(DATA.rest().subList(0, 60));

    for (int job = 0; job < 60; job++) {
      fixture.deliverJobAndStoreModels(function);
    }

    assertThat(fixture.store().list()).extracting(TrainedModel::records).containsExactly(6, 66);
  }

  @ParameterizedTest
  @CsvSource({"'', 0.03", "0, 0", "5, 0.05"})
  void judgesByTheMarginThatIsSet(String points, double margin) {
    TrainingFunction function = fixture.functionWith("PROMOTION_MARGIN_POINTS", points);

    fixture.deliverJobAndStoreModels(function);

    assertThat(newest().decision().judgements().get(0).margin()).isEqualTo(margin);
  }

  @Test
  void rejectsAMarginThatIsNoShare() {
    assertThatThrownBy(() -> fixture.functionWith("PROMOTION_MARGIN_POINTS", "21"))
        .hasMessageContaining(
            "PROMOTION_MARGIN_POINTS must be a whole number from 0 to 20, got \"21\"");
  }

  @Test
  void waitsBetweenTwoTrainings() {
    TrainingFunction function = fixture.functionWith("TRAINING_INTERVAL_SECONDS", "2");
    fixture.deliverJobAndStoreModels(function);
    fixture.insert(DATA.rest().subList(0, 60));

    fixture.deliverJobAndStoreModels(function);

    List<TrainedModel> trained = fixture.store().list();
    assertThat(Duration.between(trained.get(0).created(), trained.get(1).created()))
        // The interval begins before the first training, which takes longer than the second.
        .isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void publishesTheUploadedModelWhenItIsRedeliveredAfterAFailedPublish() {
    TrainingFunction broken = fixture.functionWith("TOPIC_ID", "no-such-topic");

    assertThatThrownBy(() -> deliverJob(broken)).isInstanceOf(GoogleException.class);
    deliverJob(fixture.function());

    assertThat(fixture.published()).isEqualTo(fixture.store().list()).hasSize(1);
  }

  @Test
  void publishesTheModelAtTheNextJobIfPublishingFailed() {
    TrainingFunction function = fixture.function();
    SideEffectHooks.set(
        effect -> {
          if (effect == SideEffect.PUBLISH) {
            throw new IllegalStateException("no answer");
          }
        },
        effect -> {});
    assertThatThrownBy(() -> deliverJob(function)).hasMessage("no answer");
    SideEffectHooks.clear();

    deliverJob(function);

    assertThat(fixture.published()).isEqualTo(fixture.store().list()).hasSize(1);
  }

  @Test
  void decidesInTheMessageOfEachModelWhichOneServes() {
    fixture.insert(DATA.rest().subList(0, 300));
    TrainingFunction function = fixture.function();
    fixture.deliverJobAndStoreModels(function);
    TrainedModel champion = fixture.store().list().get(0);
    fixture.run("TRUNCATE training");
    fixture.insert(DATA.starter());

    deliverJob(function);

    List<TrainedModel> published = fixture.published();
    TrainedModel worse = published.get(published.size() - 1);
    assertThat(champion.decision().judgements().get(0).outcome())
        .isEqualTo(Outcome.PROMOTED_BETTER);
    assertThat(champion.decision().serves()).isEqualTo(DecidedModel.of(champion));
    assertThat(worse.decision().judgements().get(0).outcome()).isEqualTo(Outcome.FUTILE);
    assertThat(worse.decision().serves()).isEqualTo(DecidedModel.of(champion));
    assertThat(worse.decision().challengers()).isEqualTo(2);
  }

  @Test
  void judgesTheWaitingChallengerByLabelsThatCameAfterIt() {
    fixture.insert(DATA.rest().subList(0, 60));
    TrainingFunction function = fixture.function();
    fixture.deliverJobAndStoreModels(function);
    fixture.insert(DATA.rest().subList(60, 70));
    fixture.deliverJobAndStoreModels(function);
    Challenger waiting = newest().decision().challenger();
    assertThat(waiting).as("a model that cannot be told apart yet").isNotNull();

    DATA.rest().subList(100, 130).forEach(fixture::jobOf);
    fixture.deliverJobAndStoreModels(function);

    PromotionDecision judgement =
        newest().decision().judgementOf(waiting.model().version()).orElseThrow();
    assertThat(judgement.againstChampion().notes()).isBetween(270L + 20, 270L + 30);
    assertThat(judgement.rows()).startsWith("holdout 1-");
  }

  @Test
  void continuesWithoutAChallengerWhoseFileIsLost() {
    fixture.insert(DATA.rest().subList(0, 60));
    TrainingFunction function = fixture.function();
    fixture.deliverJobAndStoreModels(function);
    fixture.insert(DATA.rest().subList(60, 70));
    fixture.deliverJobAndStoreModels(function);
    long waiting = newest().decision().challenger().model().version();
    List<ModelFile> files = fixture.store().files();
    assertThat(fixture.store().delete(files.get(files.size() - 1))).isTrue();
    fixture.insert(DATA.rest().subList(70, 80));

    fixture.deliverJobAndStoreModels(fixture.function());

    assertThat(newest().decision().judgementOf(waiting)).isEmpty();
    assertThat(newest().decision().serves().version()).isLessThan(waiting);
  }

  private TrainedModel newest() {
    List<TrainedModel> models = fixture.store().list();
    return models.get(models.size() - 1);
  }

  /** Who may write to the bucket may say which model serves, if its file can be loaded. */
  @Test
  void ignoresAForgedChampionThatCannotBeLoaded() {
    TrainingFunction function = fixture.function();
    fixture.deliverJobAndStoreModels(function);
    TrainedModel trained = fixture.store().list().get(0);
    TrainedModel forged = SamplePayloads.model(1, 999);
    fixture.store().upload(SamplePayloads.deciding(forged, forged), new byte[] {1});
    fixture.insert(DATA.rest().subList(0, 1));

    fixture.deliverJobAndStoreModels(function);

    assertThat(newest().version()).isEqualTo(1000);
    assertThat(newest().decision().serves().version()).isNotEqualTo(999);
    assertThat(trained.version()).isLessThan(999);
  }

  @Test
  void numbersModelsAboveWhatTheBucketHolds() {
    TrainingFunction function = fixture.function();
    deliverJob(function);
    long first = fixture.published().get(0).version();
    // As if a backup of the database had been restored.
    fixture.run("TRUNCATE jobs");
    fixture.run("SELECT setval('model_version', 1)");
    fixture.insert(DATA.rest().subList(0, 5));

    deliverJob(function);

    // The first one is published again, because table jobs does not have it any more.
    assertThat(fixture.published())
        .extracting(TrainedModel::version)
        .hasSize(2)
        .contains(first)
        .allMatch(version -> version >= first);
  }
}
