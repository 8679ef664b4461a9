package dev.aidemo.common.database;

import static dev.aidemo.common.banknote.Verdict.FAKE;
import static dev.aidemo.common.banknote.Verdict.REAL;
import static dev.aidemo.common.message.SamplePayloads.NOON;
import static dev.aidemo.common.message.SamplePayloads.feedback;
import static dev.aidemo.common.message.SamplePayloads.prediction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.database.LabelledRows.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabelledRowsIT {
  private final Database database = TestDatabase.database();
  private final Predictions predictions = new Predictions(database);
  private final TrainingRows trainingRows = new TrainingRows(database);
  private final LabelledRows labelledRows = new LabelledRows();
  private final UUID first = UUID.randomUUID();
  private final UUID second = UUID.randomUUID();

  @BeforeEach
  void emptyTheTable() throws SQLException {
    TestDatabase.run("TRUNCATE training");
  }

  @Test
  void dividesRowsByTheTimeWhenTheirLabelsWereStored() {
    rate(first, "note-0");
    Instant between = now();
    rate(second, "note-0");

    assertThat(lastUntil(between)).extracting(Row::batch).containsExactly(first);
    assertThat(firstAfter(between)).extracting(Row::batch).containsExactly(second);
    assertThat(lastUntil(now())).extracting(Row::batch).containsExactly(first, second);
    assertThat(lastUntil(between.minus(Duration.ofMinutes(1)))).isEmpty();
  }

  @Test
  void readsNoRowThatWasStoredAfterTheEnd() {
    Instant before = now();
    rate(first, "note-0");
    Instant end = now();
    rate(second, "note-0");

    List<Row> rows =
        database.inTransaction(connection -> labelledRows.firstAfter(connection, before, end));

    assertThat(rows).extracting(Row::batch).containsExactly(first);
  }

  @Test
  void keepsTheTimeWhenALabelIsCorrected() {
    rate(first, "note-0");
    Instant between = now();
    predictions.rate(feedback(first, "note-0", false), NOON.plusSeconds(1));
    trainingRows.learn(feedback(first, "note-0", false));

    assertThat(firstAfter(between)).isEmpty();
    assertThat(lastUntil(between)).extracting(row -> row.labelled().truth()).containsExactly(FAKE);
  }

  @Test
  void tellsWhetherTheWholeBatchIsRated() {
    predictions.store(prediction(first, "model-0000000001.pb", REAL, FAKE), NOON);
    learn(first, "note-0");
    assertThat(lastUntil(now())).extracting(Row::isOfCompleteBatch).containsExactly(false);

    learn(first, "note-1");

    assertThat(lastUntil(now())).extracting(Row::isOfCompleteBatch).containsExactly(true, true);
  }

  @Test
  void readsLabelsThatAreNoRatingsWithoutABatch() {
    trainingRows.addStarter(BankData.load().starter());

    assertThat(lastUntil(now()))
        .hasSize(6)
        .allMatch(row -> row.batch() == null && !row.isOfCompleteBatch())
        .extracting(Row::labelled)
        .containsExactlyInAnyOrderElementsOf(BankData.load().starter());
  }

  private void rate(UUID batch, String subject) {
    predictions.store(prediction(batch, "model-0000000001.pb", REAL), NOON);
    learn(batch, subject);
  }

  private void learn(UUID batch, String subject) {
    predictions.rate(feedback(batch, subject, true), NOON);
    trainingRows.learn(feedback(batch, subject, true));
  }

  private Instant now() {
    return database.inTransaction(labelledRows::now);
  }

  private List<Row> lastUntil(Instant until) {
    return database.inTransaction(connection -> labelledRows.lastUntil(connection, until));
  }

  private List<Row> firstAfter(Instant after) {
    return database.inTransaction(
        connection -> labelledRows.firstAfter(connection, after, labelledRows.now(connection)));
  }
}
