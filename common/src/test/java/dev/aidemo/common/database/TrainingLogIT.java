package dev.aidemo.common.database;

import static dev.aidemo.common.database.TestDatabase.query;
import static dev.aidemo.common.message.SamplePayloads.NOON;
import static dev.aidemo.common.message.SamplePayloads.trainedOn;
import static dev.aidemo.common.message.SamplePayloads.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.message.ContractTest;
import dev.aidemo.common.message.Decision;
import dev.aidemo.common.message.TrainedModel;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TrainingLogIT {
  private final Database database = TestDatabase.database();
  private final TrainingLog trainingLog = new TrainingLog(database);

  @Test
  void storesATrainingOnceWithItsReport() throws SQLException {
    TrainedModel model = trainedOn("a".repeat(64), 1);

    assertThat(trainingLog.store(model, NOON)).isTrue();
    assertThat(trainingLog.store(model, NOON)).isFalse();

    assertThat(
            query(
                "SELECT model_file_name, records, accuracy, data_prep_time, training_time,"
                    + " testing_time, version, trainer, holdout, report -> '1' ->> 'recall'"
                    + " FROM jobs WHERE id = '"
                    + model.jobId()
                    + "'"))
        .containsExactly("model-0000000001.pb 100 0.9 0.1 0.2 0.3 1 rbf-svm 1-9f3ac2d1 0.8");
  }

  @Test
  void readsBackTheMessagesThatItStoredTheLowestVersionFirst() {
    TrainedModel later = trainedOn("later", 8);
    TrainedModel earlier = trainedOn("earlier", 7);
    trainingLog.store(later, NOON);
    trainingLog.store(earlier, NOON);
    List<TrainedModel> read = new ArrayList<>();

    trainingLog.read(read::add);

    assertThat(read).containsSubsequence(earlier, later);
  }

  @Test
  void readsBackADecisionWithItsEvidence() {
    Decision decision = TrainedModel.decode(ContractTest.fixture("model-with-decision")).decision();
    TrainedModel decided = with(trainedOn("decided", 9), decision);
    trainingLog.store(decided, NOON);
    List<TrainedModel> read = new ArrayList<>();

    trainingLog.read(read::add);

    assertThat(read).contains(decided);
  }

  @Test
  void leavesOutRowsThatBreakARuleOfMessages() throws SQLException {
    int before = trainingLog.read(model -> {});
    UUID id = UUID.randomUUID();
    TestDatabase.run(
        "INSERT INTO jobs (id, model_file_name, accuracy) VALUES ('" + id + "', 'x', 7)");

    assertThat(trainingLog.read(model -> assertThat(model.jobId()).isNotEqualTo(id)))
        .isEqualTo(before + 1);
  }

  @Test
  void knowsWhichRowsWereTrainedOn() {
    String data = UUID.randomUUID().toString();
    trainingLog.store(trainedOn(data, 2), NOON);

    assertThat(stored(data, "1-9f3ac2d1")).isTrue();
    assertThat(stored(data, "2-00000000")).isFalse();
    assertThat(stored("other", "1-9f3ac2d1")).isFalse();
  }

  @Test
  void findsTheModelsThatHaveNoRow() {
    TrainedModel known = trainedOn("known", 3);
    TrainedModel lost = trainedOn("lost", 4);
    trainingLog.store(known, NOON);

    List<TrainedModel> unstored =
        database.inTransaction(
            connection -> trainingLog.unstored(connection, List.of(lost, known)));

    assertThat(unstored).containsExactly(lost);
  }

  @Test
  void noticesAVersionThatWasHandedOutAndNeverStored() throws SQLException {
    TestDatabase.run("TRUNCATE jobs");
    TestDatabase.run("ALTER SEQUENCE model_version RESTART");
    assertThat(lastVersionIsStored()).isTrue();

    long version = next(0);
    assertThat(lastVersionIsStored()).isFalse();

    trainingLog.store(trainedOn("stored", version), NOON);
    assertThat(lastVersionIsStored()).isTrue();
  }

  @Test
  void isNotDeceivedByAVersionThatWasNeverHandedOut() throws SQLException {
    TestDatabase.run("TRUNCATE jobs");
    next(0);
    trainingLog.store(trainedOn("nothing", (1L << 53) - 1), NOON);

    assertThat(lastVersionIsStored()).isFalse();
  }

  @Test
  void numbersModelsUpwardsEvenAfterABackupWasRestored() {
    long first = next(0);
    assertThat(next(0)).isEqualTo(first + 1);
    assertThat(next(first + 100)).isEqualTo(first + 101);
    assertThat(next(0)).isEqualTo(first + 102);
  }

  @Test
  void letsOneTrainingRunAtATime() throws Exception {
    var holds = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var finished = new AtomicBoolean();
    var first =
        new Thread(
            () ->
                database.inTransaction(
                    connection -> {
                      trainingLog.lockTraining(connection);
                      holds.countDown();
                      await(release);
                      finished.set(true);
                      return null;
                    }));
    first.start();
    holds.await(10, TimeUnit.SECONDS);
    new Thread(
            () -> {
              sleep(300);
              release.countDown();
            })
        .start();

    Boolean seen =
        database.inTransaction(
            connection -> {
              trainingLog.lockTraining(connection);
              return finished.get();
            });

    assertThat(seen).isTrue();
    first.join();
  }

  private boolean lastVersionIsStored() {
    return database.inTransaction(trainingLog::lastVersionIsStored);
  }

  private boolean stored(String data, String holdout) {
    return database.inTransaction(connection -> trainingLog.isStored(connection, data, holdout));
  }

  private long next(long highest) {
    return database.inTransaction(
        (Connection connection) -> trainingLog.nextVersion(connection, highest));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
