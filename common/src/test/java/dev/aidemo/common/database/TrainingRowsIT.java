package dev.aidemo.common.database;

import static dev.aidemo.common.banknote.Verdict.FAKE;
import static dev.aidemo.common.banknote.Verdict.REAL;
import static dev.aidemo.common.database.TestDatabase.query;
import static dev.aidemo.common.message.SamplePayloads.NOON;
import static dev.aidemo.common.message.SamplePayloads.feedback;
import static dev.aidemo.common.message.SamplePayloads.prediction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.database.TrainingRows.State;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.testkit.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainingRowsIT {
  private final Database database = TestDatabase.database();
  private final Predictions predictions = new Predictions(database);
  private final TrainingRows trainingRows = new TrainingRows(database);
  private final UUID batchId = UUID.randomUUID();

  @BeforeEach
  void emptyTheTable() throws SQLException {
    TestDatabase.run("TRUNCATE training");
  }

  @Test
  void learnsTheVerdictIfItWasRightAndTheOppositeIfItWasWrong() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL, FAKE, REAL, FAKE), NOON);
    Feedback feedback =
        new Feedback(
            batchId,
            List.of("note-0", "note-1", "note-2", "note-3"),
            List.of(true, true, false, false));
    predictions.rate(feedback, NOON);

    assertThat(trainingRows.learn(feedback)).isEqualTo(4);

    assertThat(query("SELECT variance, class FROM training ORDER BY variance"))
        .containsExactly("0 1", "1 0", "2 0", "3 1");
  }

  @Test
  void neverLearnsAPredictionThatNobodyRated() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL, FAKE), NOON);
    predictions.rate(feedback(batchId, "note-1", true), NOON);

    int learned =
        trainingRows.learn(
            new Feedback(batchId, List.of("note-0", "note-1"), List.of(false, false)));

    assertThat(learned).isEqualTo(1);
    assertThat(query("SELECT variance, class FROM training")).containsExactly("1 0");
  }

  @Test
  void learnsARedeliveredRowOnce() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL), NOON);
    predictions.rate(feedback(batchId, "note-0", true), NOON);

    trainingRows.learn(feedback(batchId, "note-0", true));
    trainingRows.learn(feedback(batchId, "note-0", true));

    assertThat(
            query(
                "SELECT training.id = predictions.id, class FROM training, predictions"
                    + " WHERE batch_id = '"
                    + batchId
                    + "'"))
        .containsExactly("t 1");
  }

  @Test
  void followsTheLastRating() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL), NOON);
    predictions.rate(feedback(batchId, "note-0", true), NOON);
    trainingRows.learn(feedback(batchId, "note-0", true));
    predictions.rate(feedback(batchId, "note-0", false), NOON.plusSeconds(1));
    trainingRows.learn(feedback(batchId, "note-0", false));
    // The first message is redelivered late; its label is out of date.
    trainingRows.learn(feedback(batchId, "note-0", true));

    assertThat(query("SELECT class FROM training")).containsExactly("0");
  }

  @Test
  void addsNoStarterRowThatItsStatementsAdded() throws Exception {
    Path statements = Services.projectFolder().resolve("config/starter-rows.sql");
    TestDatabase.run(Files.readString(statements));
    TestDatabase.run(Files.readString(statements));

    assertThat(trainingRows.addStarter(BankData.load().starter())).isZero();
    assertThat(query("SELECT count(*), sum(class) FROM training")).containsExactly("6 3");
    List<String> rows = query("SELECT variance, skewness, curtosis, entropy, class FROM training");
    TestDatabase.run("TRUNCATE training");
    trainingRows.addStarter(BankData.load().starter());
    assertThat(query("SELECT variance, skewness, curtosis, entropy, class FROM training"))
        .containsExactlyInAnyOrderElementsOf(rows);
  }

  @Test
  void readsRowsInTheOrderOfTheirFeatures() throws SQLException {
    TestDatabase.run(
        """
        INSERT INTO training (variance, skewness, curtosis, entropy, class) VALUES
            (2, 0, 0, 0, 1), (1, 5, 0, 0, 0), (1, -5, 0, 0, 1), (1, -5, 0, 0, 0),
            (NULL, 0, 0, 0, 1), (0, 0, 0, 0, NULL)
        """);
    List<String> rows = new ArrayList<>();
    database.inTransaction(
        connection -> {
          trainingRows.read(
              connection,
              (rated, features, label) -> rows.add(features[0] + " " + features[1] + " " + label));
          return rows;
        });

    assertThat(rows).containsExactly("1.0 -5.0 0", "1.0 -5.0 1", "1.0 5.0 0", "2.0 0.0 1");
  }

  @Test
  void changesItsStateWithEachRowThatIsInsertedUpdatedOrDeleted() throws SQLException {
    List<String> states = new ArrayList<>(List.of(state()));
    for (String change :
        List.of(
            "INSERT INTO training (variance, class) VALUES (1, 1)",
            "INSERT INTO training (variance, class) VALUES (1, 1)",
            "UPDATE training SET class = 0",
            "UPDATE training SET class = 1",
            "DELETE FROM training WHERE id = (SELECT min(id::text)::uuid FROM training)")) {
      TestDatabase.run(change);
      states.add(state());
    }

    assertThat(states).doesNotHaveDuplicates();
    assertThat(state()).isEqualTo(states.get(5));
  }

  @Test
  void changesItsStateWithARowThatWasWrittenBeforeAndCommittedLater() throws SQLException {
    String before;
    try (var slow = Services.owner();
        var statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("INSERT INTO training (variance, class) VALUES (1, 1)");
      TestDatabase.run("INSERT INTO training (variance, class) VALUES (2, 1)");
      before = state();
      slow.commit();
    }

    assertThat(state()).isNotEqualTo(before);
  }

  @Test
  void hasReadEveryJobUntilSomethingIsCommitted() throws SQLException {
    // Several times, because the server may analyse a table meanwhile, which is a transaction too.
    assertThat(Stream.generate(() -> areRead(fullState())).limit(5)).contains(true);
    State state = fullState();

    TestDatabase.run("INSERT INTO training (variance, class) VALUES (1, 1)");

    assertThat(areRead(state)).isFalse();
  }

  @Test
  void hasReadAJobWhoseLabelsWereThereWhateverWasCommittedSince() throws SQLException {
    learnOne(true);
    State state = fullState();
    TestDatabase.run("INSERT INTO training (variance, class) VALUES (1, 1)");
    assertThat(areRead(state)).isTrue();

    predictions.rate(feedback(batchId, "note-0", false), NOON.plusSeconds(1));
    trainingRows.learn(feedback(batchId, "note-0", false));

    assertThat(areRead(state)).isFalse();
    assertThat(areRead(fullState())).isTrue();
  }

  @Test
  void hasNotReadAJobWithOneLabelMore() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL, REAL), NOON);
    predictions.rate(feedback(batchId, "note-0", true), NOON);
    trainingRows.learn(feedback(batchId, "note-0", true));
    State state = fullState();
    predictions.rate(feedback(batchId, "note-1", true), NOON);
    trainingRows.learn(feedback(batchId, "note-1", true));

    var both = new Feedback(batchId, List.of("note-0", "note-1"), List.of(true, true));
    assertThat(areRead(both, state)).isFalse();
    assertThat(areRead(feedback(batchId, "note-0", true), state)).isTrue();
  }

  @Test
  void hasNotReadALabelThatAnotherProgramCorrects() throws SQLException {
    learnOne(true);
    State state = fullState();

    TestDatabase.run("UPDATE training SET class = 1 - class");

    assertThat(areRead(state)).isFalse();
  }

  @Test
  void hasNotReadALabelThatWasWrittenBeforeAndCommittedLater() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL), NOON);
    predictions.rate(feedback(batchId, "note-0", true), NOON);
    State state;
    try (var slow = Services.owner();
        var statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute(
          "INSERT INTO training (id, variance, class) SELECT id, variance, 1 FROM predictions"
              + " WHERE batch_id = '%s'".formatted(batchId));
      state = fullState();
      slow.commit();
    }

    assertThat(areRead(state)).isFalse();
    assertThat(areRead(fullState())).isTrue();
  }

  @Test
  void hasReadNothingOnAServerThatWasStartedAgain() throws SQLException {
    learnOne(true);
    State state = fullState();
    var other = new State("0", state.snapshot(), state.rows());

    assertThat(areRead(state)).isTrue();
    assertThat(areRead(other)).isFalse();
    assertThat(state.hasRowsOf(other)).isFalse();
  }

  private void learnOne(boolean right) {
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL), NOON);
    predictions.rate(feedback(batchId, "note-0", right), NOON);
    trainingRows.learn(feedback(batchId, "note-0", right));
  }

  private boolean areRead(State state) {
    return areRead(feedback(batchId, "note-0", true), state);
  }

  private boolean areRead(Feedback job, State state) {
    return database.inTransaction(connection -> trainingRows.areRead(connection, job, state));
  }

  private State fullState() {
    return database.inTransaction(trainingRows::state);
  }

  private String state() {
    return fullState().rows();
  }
}
