package dev.aidemo.common.database;

import static dev.aidemo.common.database.Tables.NOON;
import static dev.aidemo.common.database.Tables.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.banknote.HoldoutId;
import dev.aidemo.common.message.ClassificationReport;
import dev.aidemo.common.message.ClassificationReport.Scores;
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
  private final Database database = Tables.database();
  private final TrainingLog jobs = new TrainingLog(database);

  @Test
  void storesATrainingOnceWithItsReport() throws SQLException {
    TrainedModel model = model(1, "a".repeat(64));

    assertThat(jobs.store(model, NOON)).isTrue();
    assertThat(jobs.store(model, NOON)).isFalse();

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
    TrainedModel later = model(8, "later");
    TrainedModel earlier = model(7, "earlier");
    jobs.store(later, NOON);
    jobs.store(earlier, NOON);
    List<TrainedModel> read = new ArrayList<>();

    jobs.read(read::add);

    assertThat(read).containsSubsequence(earlier, later);
  }

  @Test
  void leavesOutARowThatNoMessageMaySay() throws SQLException {
    int before = jobs.read(model -> {});
    UUID id = UUID.randomUUID();
    Tables.run("INSERT INTO jobs (id, model_file_name, accuracy) VALUES ('" + id + "', 'x', 7)");

    assertThat(jobs.read(model -> assertThat(model.jobId()).isNotEqualTo(id)))
        .isEqualTo(before + 1);
  }

  @Test
  void knowsWhatWasTrainedOn() {
    String data = UUID.randomUUID().toString();
    jobs.store(model(2, data), NOON);

    assertThat(stored(data, "1-9f3ac2d1")).isTrue();
    assertThat(stored(data, "2-00000000")).isFalse();
    assertThat(stored("other", "1-9f3ac2d1")).isFalse();
  }

  @Test
  void knowsWhichModelsItNeverHeardOf() {
    TrainedModel known = model(3, "known");
    TrainedModel lost = model(4, "lost");
    jobs.store(known, NOON);

    List<TrainedModel> unstored =
        database.inTransaction(connection -> jobs.unstored(connection, List.of(lost, known)));

    assertThat(unstored).containsExactly(lost);
  }

  @Test
  void noticesAVersionThatWasGivenAndNeverStored() throws SQLException {
    Tables.run("TRUNCATE jobs");
    Tables.run("ALTER SEQUENCE model_version RESTART");
    assertThat(lastVersionIsStored()).isTrue();

    long version = next(0);
    assertThat(lastVersionIsStored()).isFalse();

    jobs.store(model(version, "stored"), NOON);
    assertThat(lastVersionIsStored()).isTrue();
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
                      jobs.lockTraining(connection);
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
              jobs.lockTraining(connection);
              return finished.get();
            });

    assertThat(seen).isTrue();
    first.join();
  }

  @Test
  void isRefusedWhatTheFunctionsHaveNoBusinessWith() throws SQLException {
    assertThat(refusal("DELETE FROM jobs")).contains("permission denied");
    assertThat(refusal("DROP TABLE predictions")).contains("must be owner");
    assertThat(refusal("UPDATE jobs SET accuracy = 1")).contains("permission denied");
    assertThat(refusal("TRUNCATE training")).contains("permission denied");
    assertThat(refusal("CREATE TABLE mine (id INT)")).contains("permission denied");
  }

  private String refusal(String sql) throws SQLException {
    var message = new StringBuilder();
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    connection -> {
                      try (var statement = connection.createStatement()) {
                        return statement.execute(sql);
                      } catch (SQLException e) {
                        message.append(e.getMessage());
                        throw e;
                      }
                    }))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("SQLSTATE 42501");
    return message.toString();
  }

  private boolean lastVersionIsStored() {
    return database.inTransaction(jobs::lastVersionIsStored);
  }

  private boolean stored(String data, String holdout) {
    return database.inTransaction(connection -> jobs.isStored(connection, data, holdout));
  }

  private long next(long highest) {
    return database.inTransaction((Connection connection) -> jobs.nextVersion(connection, highest));
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

  private static TrainedModel model(long version, String data) {
    var scores = new Scores(0.7, 0.8, 0.75, 10);
    return new TrainedModel(
        UUID.randomUUID(),
        "model-000000000" + version + ".pb",
        100,
        0.9,
        new ClassificationReport(scores, scores, scores, scores, 0.9),
        0.1,
        0.2,
        0.3,
        version,
        "rbf-svm",
        HoldoutId.parse("1-9f3ac2d1"),
        data,
        NOON);
  }
}
