package dev.aidemo.common.database;

import static dev.aidemo.common.banknote.Verdict.FAKE;
import static dev.aidemo.common.banknote.Verdict.REAL;
import static dev.aidemo.common.database.TestDatabase.query;
import static dev.aidemo.common.message.SamplePayloads.NOON;
import static dev.aidemo.common.message.SamplePayloads.feedback;
import static dev.aidemo.common.message.SamplePayloads.prediction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.testkit.Services;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictionsIT {
  private final Predictions predictions = new Predictions(TestDatabase.database());
  private final UUID batchId = UUID.randomUUID();

  @Test
  void storesEachSubjectWithItsFeaturesAndVerdict() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL, FAKE), NOON);

    assertThat(
            rows("subject_id, variance, skewness, curtosis, entropy, prediction, model_file_name"))
        .containsExactly(
            "note-0 0 0.1 -2 1e-07 real model-0000000001.pb",
            "note-1 1 0.1 -2 1e-07 fake model-0000000001.pb");
    assertThat(rows("is_correct, created AT TIME ZONE 'UTC'"))
        .containsExactly("null 2026-11-23 12:00:00", "null 2026-11-23 12:00:00");
  }

  @Test
  void storesARedeliveredBatchOnce() throws SQLException {
    Prediction prediction = prediction(batchId, "model-0000000001.pb", REAL, FAKE);

    assertThat(predictions.store(prediction, NOON)).isEqualTo(2);
    assertThat(predictions.store(prediction, NOON)).isZero();

    assertThat(rows("id")).hasSize(2);
  }

  @Test
  void storesABatchOnceIfItIsDeliveredConcurrently() throws Exception {
    Prediction prediction = prediction(batchId, "model-0000000001.pb", REAL, FAKE, FAKE);
    Callable<Integer> store = () -> predictions.store(prediction, NOON);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      int written = 0;
      for (Future<Integer> stored : threads.invokeAll(List.of(store, store, store, store))) {
        written += stored.get();
      }
      assertThat(written).isEqualTo(3);
    } finally {
      threads.shutdownNow();
    }
    assertThat(rows("id")).hasSize(3);
  }

  @Test
  void keepsTheVerdictOfTheOlderModelInAnyOrderOfArrival() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000002.pb", FAKE), NOON);
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL), NOON);
    predictions.store(prediction(batchId, "model-0000000003.pb", FAKE), NOON);

    assertThat(rows("prediction, model_file_name")).containsExactly("real model-0000000001.pb");
  }

  @Test
  void flipsTheRatingWithTheVerdictSoThatTheLabelStays() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000002.pb", FAKE), NOON);
    predictions.rate(feedback(batchId, "note-0", true), NOON);
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL), NOON);

    assertThat(rows("prediction, is_correct")).containsExactly("real f");
  }

  @Test
  void ignoresRedeliveredFeedbackAfterTheRatingFlipped() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000002.pb", FAKE), NOON);
    predictions.rate(feedback(batchId, "note-0", true), NOON);
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL), NOON);
    predictions.rate(feedback(batchId, "note-0", true), NOON);

    assertThat(rows("prediction, is_correct")).containsExactly("real f");
  }

  @Test
  void keepsTheTimeOfTheFirstRequestInAnyOrderOfArrival() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL), NOON.plusSeconds(1));
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL), NOON);
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL), NOON.plusSeconds(2));

    assertThat(rows("created AT TIME ZONE 'UTC'")).containsExactly("2026-11-23 12:00:00");
  }

  @Test
  void acceptsAPredictionThatOthersPublished() throws SQLException {
    Prediction ours = prediction(batchId, "model-0000000002.pb", FAKE);
    var bare =
        new Prediction(
            batchId, ours.subjects(), ours.input(), ours.output(), null, null, null, null);

    predictions.store(bare, NOON);

    assertThat(rows("prediction, model_file_name")).containsExactly("fake null");
  }

  @Test
  void storesTheConfidence() throws SQLException {
    Prediction ours = prediction(batchId, "model-0000000002.pb", FAKE);
    predictions.store(
        new Prediction(
            batchId, ours.subjects(), ours.input(), ours.output(), null, List.of(0.75), null, null),
        NOON);

    assertThat(rows("confidence")).containsExactly("0.75");
  }

  @Test
  void storesWhereTheModelIsUnsureAndReplacesItWithTheVerdict() throws SQLException {
    predictions.store(unsure("model-0000000002.pb", FAKE, true), NOON);
    assertThat(rows("prediction, unsure")).containsExactly("fake t");

    predictions.store(unsure("model-0000000001.pb", REAL, false), NOON);
    assertThat(rows("prediction, unsure")).containsExactly("real f");

    predictions.store(prediction(batchId, "model-0000000000.pb", REAL), NOON);
    assertThat(rows("prediction, unsure")).containsExactly("real null");
  }

  private Prediction unsure(String model, Verdict verdict, boolean unsure) {
    Prediction plain = prediction(batchId, model, verdict);
    return new Prediction(
        batchId,
        plain.subjects(),
        plain.input(),
        plain.output(),
        model,
        null,
        List.of(unsure),
        null);
  }

  @Test
  void storesTenThousandRowsInOneStatement() throws SQLException {
    var output = new Verdict[10_000];
    Arrays.fill(output, REAL);

    assertThat(predictions.store(prediction(batchId, "model-0000000001.pb", output), NOON))
        .isEqualTo(10_000);
  }

  @Test
  void storesWhichPredictionsWereRight() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL, FAKE, FAKE), NOON);

    Predictions.Rated rated =
        predictions.rate(
            new Feedback(batchId, List.of("note-0", "note-2"), List.of(true, false)), NOON);

    assertThat(rated).isEqualTo(new Predictions.Rated(true, 2, OptionalInt.empty()));
    assertThat(rows("subject_id, is_correct"))
        .containsExactly("note-0 t", "note-1 null", "note-2 f");
  }

  @Test
  void saysThatABatchIsNotStored() {
    assertThat(predictions.rate(feedback(batchId, "note-0", true), NOON))
        .isEqualTo(new Predictions.Rated(false, 0, OptionalInt.of(0)));
  }

  @Test
  void ratesTheKnownSubjectsAndNamesTheFirstUnknownOne() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL, FAKE), NOON);
    var feedback =
        new Feedback(batchId, List.of("note-1", "unknown", "other"), List.of(true, true, true));

    assertThat(predictions.rate(feedback, NOON))
        .isEqualTo(new Predictions.Rated(true, 1, OptionalInt.of(1)));
    assertThat(rows("subject_id, is_correct")).containsExactly("note-0 null", "note-1 t");
  }

  @Test
  void keepsTheLaterRatingInAnyOrderOfArrival() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL, REAL), NOON);

    predictions.rate(feedback(batchId, "note-0", false), NOON.plusSeconds(1));
    predictions.rate(feedback(batchId, "note-0", true), NOON);
    predictions.rate(feedback(batchId, "note-1", true), NOON);
    predictions.rate(feedback(batchId, "note-1", false), NOON.plusSeconds(1));

    assertThat(rows("is_correct")).containsExactly("f", "f");
  }

  @Test
  void prefersRightIfTwoRatingsHaveTheSameTime() throws SQLException {
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL, REAL), NOON);

    predictions.rate(feedback(batchId, "note-0", false), NOON);
    predictions.rate(feedback(batchId, "note-0", true), NOON);
    predictions.rate(feedback(batchId, "note-1", true), NOON);
    predictions.rate(feedback(batchId, "note-1", false), NOON);

    assertThat(rows("is_correct")).containsExactly("t", "t");
  }

  @Test
  void leavesOtherBatchesAlone() throws SQLException {
    UUID other = UUID.randomUUID();
    predictions.store(prediction(batchId, "model-0000000001.pb", REAL), NOON);
    predictions.store(prediction(other, "model-0000000001.pb", REAL), NOON);

    predictions.rate(feedback(other, "note-0", false), NOON);

    assertThat(rows("is_correct")).containsExactly("null");
  }

  /** Two statements that locked rows in different orders would wait for each other. */
  @Test
  void storesAndRatesLockRowsInTheOrderOfTheirIds() throws Exception {
    var output = IntStream.range(0, 100).mapToObj(row -> REAL).toArray(Verdict[]::new);
    Prediction newer = prediction(batchId, "model-0000000002.pb", output);
    Prediction older = prediction(batchId, "model-0000000001.pb", output);
    predictions.store(newer, NOON);
    // So that the table's own order is the opposite one.
    TestDatabase.run(
        """
        WITH moved AS (DELETE FROM predictions WHERE batch_id = '%s' RETURNING *)
        INSERT INTO predictions SELECT * FROM moved ORDER BY id DESC
        """
            .formatted(batchId));
    List<String> ids =
        query("SELECT id FROM predictions WHERE batch_id = '" + batchId + "' ORDER BY 1");
    var feedback = new Feedback(batchId, newer.subjects(), Collections.nCopies(100, true));

    assertThat(freeWhileWaiting(ids.get(50), () -> predictions.rate(feedback, NOON)))
        .isEqualTo(ids.subList(51, 100));
    assertThat(freeWhileWaiting(ids.get(50), () -> predictions.store(older, NOON)))
        .isEqualTo(ids.subList(51, 100));
  }

  /** Locks one row, lets a statement wait for it, and returns the rows that it has not locked. */
  private List<String> freeWhileWaiting(String id, Runnable statement) throws Exception {
    CompletableFuture<Void> waiting;
    List<String> free;
    try (Connection holder = Services.owner()) {
      holder.setAutoCommit(false);
      query(holder, "SELECT FROM predictions WHERE id = '" + id + "' FOR UPDATE");
      waiting = CompletableFuture.runAsync(statement);
      while (query("SELECT FROM pg_locks WHERE NOT granted").isEmpty()) {
        Thread.sleep(10);
      }
      free =
          query(
              "SELECT id FROM predictions WHERE batch_id = '"
                  + batchId
                  + "' ORDER BY id FOR UPDATE SKIP LOCKED");
      holder.rollback();
    }
    waiting.get(30, TimeUnit.SECONDS);
    return free;
  }

  @Test
  void findsTheRowsOfABatchByAnIndex() throws SQLException {
    for (int i = 0; i < 20; i++) {
      var output = IntStream.range(0, 500).mapToObj(row -> REAL).toArray(Verdict[]::new);
      predictions.store(prediction(UUID.randomUUID(), "model-0000000001.pb", output), NOON);
    }
    TestDatabase.run("ANALYZE predictions");

    assertThat(
            query(
                "EXPLAIN UPDATE predictions SET is_correct = true"
                    + " FROM unnest(ARRAY['note-1']) AS given (subject_id)"
                    + " WHERE batch_id = '"
                    + batchId
                    + "' AND predictions.subject_id = given.subject_id"))
        .anyMatch(line -> line.contains("predictions_batch_subject"));
  }

  private List<String> rows(String columns) throws SQLException {
    return query(
        "SELECT "
            + columns
            + " FROM predictions WHERE batch_id = '"
            + batchId
            + "' ORDER BY subject_id");
  }
}
