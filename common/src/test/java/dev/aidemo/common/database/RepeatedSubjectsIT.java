package dev.aidemo.common.database;

import static dev.aidemo.common.banknote.Verdict.FAKE;
import static dev.aidemo.common.banknote.Verdict.REAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.database.Predictions.Rated;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A subject may occur more than once in a batch: the original's web app draws with replacement. */
class RepeatedSubjectsIT {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final Predictions predictions = new Predictions(TestDatabase.database());
  private final TrainingRows trainingRows = new TrainingRows(TestDatabase.database());
  private final UUID batchId = UUID.randomUUID();

  @Test
  void eachOccurrenceIsARow() throws SQLException {
    store("a", "b", "a", "");

    assertThat(rows("position, subject_id, variance"))
        .containsExactly("0 a 0", "1 b 1", "2 a 2", "3  3");
    assertThat(new StoredBatches(TestDatabase.database()).find(batchId).orElseThrow().subjects())
        .containsExactly("a", "b", "a", "");
  }

  @Test
  void theNthMentionRatesTheNthRow() throws SQLException {
    store("a", "b", "a", "a");

    assertThat(rate(List.of("a", "a", "b", "a"), List.of(true, false, true, false)))
        .isEqualTo(new Rated(true, 4, OptionalInt.empty()));
    assertThat(rows("is_correct")).containsExactly("t", "t", "f", "f");
  }

  @Test
  void theLastMentionRatesTheRemainingRows() throws SQLException {
    store("a", "a", "b", "a");

    rate(List.of("a", "a"), List.of(true, false));

    assertThat(rows("is_correct")).containsExactly("t", "f", "null", "f");
  }

  @Test
  void aMentionTooManyIsAStranger() throws SQLException {
    store("a", "b");

    assertThat(rate(List.of("b", "a", "a"), List.of(true, true, false)))
        .isEqualTo(new Rated(true, 2, OptionalInt.of(2)));
    assertThat(rows("is_correct")).containsExactly("t", "t");
  }

  @Test
  void eachRatedRowIsLearned() throws SQLException {
    store("a", "a", "a");
    rate(List.of("a", "a"), List.of(true, false));

    assertThat(trainingRows.learn(new Feedback(batchId, List.of("a"), List.of(true)))).isEqualTo(3);
    assertThat(
            TestDatabase.query(
                "SELECT class FROM training JOIN predictions USING (id) WHERE batch_id = '"
                    + batchId
                    + "' ORDER BY position"))
        .containsExactly("1", "0", "0");
  }

  @Test
  void rowsOfAnEarlierVersionWithoutPositionsAreRated() throws SQLException {
    store("a", "b");
    TestDatabase.run("UPDATE predictions SET position = NULL WHERE batch_id = '" + batchId + "'");

    assertThat(rate(List.of("a", "b"), List.of(true, false)).known()).isEqualTo(2);
  }

  private void store(String... subjects) {
    List<Features> input =
        IntStream.range(0, subjects.length).mapToObj(i -> new Features(i, 0, 0, 0)).toList();
    predictions.store(
        new Prediction(
            batchId,
            List.of(subjects),
            input,
            IntStream.range(0, subjects.length).mapToObj(i -> i == 9 ? FAKE : REAL).toList(),
            "model-1.pb",
            null,
            null,
            null),
        NOON);
  }

  private Rated rate(List<String> subjects, List<Boolean> ratings) {
    return predictions.rate(new Feedback(batchId, subjects, ratings), Instant.now());
  }

  private List<String> rows(String columns) throws SQLException {
    return TestDatabase.query(
        "SELECT %s FROM predictions WHERE batch_id = '%s' ORDER BY position"
            .formatted(columns, batchId));
  }
}
