package dev.aidemo.training;

import static dev.aidemo.training.TrainingFixture.deliverJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.SamplePayloads;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.testkit.Services;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests which jobs are settled at once, and that each label is in a model all the same. */
@Timeout(30)
class SettledJobsIT {
  private static final BankData DATA = BankData.load();
  private static final LabelledFeatures FIRST = DATA.rest().get(0);
  private static final LabelledFeatures SECOND = DATA.rest().get(1);
  private static final LabelledFeatures THIRD = DATA.rest().get(2);

  private final TrainingFixture fixture = new TrainingFixture();

  @BeforeEach
  void insertTheStarterRows() {
    fixture.insert(DATA.starter());
  }

  /** Makes a function that would wait longer than the test may. */
  private TrainingFunction patientFunction() {
    return fixture.functionWith("TRAINING_INTERVAL_SECONDS", "300");
  }

  private List<Integer> trained() {
    return fixture.store().list().stream().map(TrainedModel::records).toList();
  }

  @Test
  void settlesAJobWhoseLabelWasReadWhateverArrivedSince() {
    TrainingFunction function = patientFunction();
    Feedback first = fixture.jobOf(FIRST);
    Feedback second = fixture.jobOf(SECOND);
    deliverJob(function, first);
    fixture.jobOf(THIRD);

    deliverJob(function, second);
    deliverJob(function, first);

    assertThat(trained()).containsExactly(8);
    assertThat(fixture.published()).hasSize(1);
  }

  @Test
  void settlesAJobOfABatchWithoutRowsIfNoRowIsNew() {
    TrainingFunction function = patientFunction();
    deliverJob(function);
    fixture.predict(FIRST);

    deliverJob(function);

    assertThat(trained()).containsExactly(6);
    assertThat(fixture.published()).hasSize(1);
  }

  @Test
  void trainsForAJobOfABatchWithoutRowsIfARowIsNew() {
    TrainingFunction function = fixture.function();
    deliverJob(function);
    fixture.jobOf(FIRST);

    deliverJob(function);

    assertThat(trained()).containsExactly(6, 7);
  }

  @Test
  void trainsForALabelThatNoTrainingHasRead() {
    TrainingFunction function = fixture.function();
    deliverJob(function, fixture.jobOf(FIRST));

    deliverJob(function, fixture.jobOf(SECOND));

    assertThat(trained()).containsExactly(7, 8);
  }

  @Test
  void trainsAgainForALabelThatChanged() {
    TrainingFunction function = fixture.function();
    Feedback job = fixture.jobOf(FIRST);
    deliverJob(function, job);
    var corrected = new Feedback(job.batchId(), job.subjects(), List.of(false));
    fixture.learn(corrected);

    // The first job is redelivered before the second is delivered.
    deliverJob(function, job);
    deliverJob(function, corrected);

    assertThat(trained()).containsExactly(7, 7);
    assertThat(fixture.store().list()).extracting(TrainedModel::dataSha256).doesNotHaveDuplicates();
  }

  @Test
  void trainsForALabelWhoseTransactionBeganBeforeATrainingAndEndedAfterIt() throws SQLException {
    TrainingFunction function = fixture.function();
    Feedback late = fixture.predict(FIRST);
    try (var slow = Services.owner();
        var statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute(
          """
          INSERT INTO training (id, variance, skewness, curtosis, entropy, class)
          SELECT id, variance, skewness, curtosis, entropy, 1 FROM predictions
          WHERE batch_id = '%s'
          """
              .formatted(late.batchId()));
      deliverJob(function, fixture.jobOf(SECOND));
      slow.commit();
    }

    deliverJob(function, late);

    assertThat(trained()).containsExactly(7, 8);
  }

  @Test
  void trainsOnceForEachLabelAlsoAfterTheInstanceEnded() {
    Feedback first = fixture.jobOf(FIRST);
    fixture.deliverJobAndStoreModels(fixture.function());
    TrainingFunction instance = fixture.function();
    deliverJob(instance, first);
    Feedback second = fixture.jobOf(SECOND);

    TrainingFunction another = fixture.function();
    deliverJob(another, first);
    deliverJob(another, second);

    assertThat(trained()).containsExactly(7, 8);
  }

  @Test
  void publishesALostModelIfThereAreTooFewRowsToTrainOn() {
    fixture.run("DELETE FROM training WHERE class = 0");
    TrainedModel lost = SamplePayloads.model(0.9, fixture.nextVersion());
    fixture.store().upload(lost, new byte[] {1});

    deliverJob(fixture.function());

    assertThat(fixture.published()).containsExactly(lost);
    assertThat(fixture.skippedTrainings()).hasSize(1);
  }
}
