package dev.aidemo.common.database;

import static dev.aidemo.common.banknote.Verdict.FAKE;
import static dev.aidemo.common.banknote.Verdict.REAL;
import static dev.aidemo.common.message.SamplePayloads.NOON;
import static dev.aidemo.common.message.SamplePayloads.feedback;
import static dev.aidemo.common.message.SamplePayloads.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.aidemo.common.message.SamplePayloads;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the counts of {@code predictions}, {@code training} and {@code jobs}. */
class CountsIT {
  private static final UUID BATCH = new UUID(7, 7);

  private final Database database = TestDatabase.database();
  private final Predictions predictions = new Predictions(database);
  private final PredictionCounts predictionCounts = new PredictionCounts(database);
  private final TrainingRowCounts trainingRowCounts = new TrainingRowCounts(database);
  private final TrainingPages trainings = new TrainingPages(database);

  @BeforeEach
  void emptyTheTables() throws SQLException {
    TestDatabase.run("TRUNCATE predictions, training, jobs");
  }

  @AfterAll
  static void leaveSmallTables() throws SQLException {
    TestDatabase.run("TRUNCATE predictions, training, jobs");
  }

  @Test
  void countsNothingInEmptyTables() {
    assertThat(predictionCounts.read())
        .isEqualTo(new PredictionCounts.Counts(0, 0, 0, 0, 0, true, null, null));
    assertThat(trainingRowCounts.read()).isEqualTo(new TrainingRowCounts.Counts(0, true, null));
    assertThat(trainings.count()).isEqualTo(new TrainingPages.Count(0, true));
  }

  @Test
  void countsEachRowOfASmallTable() {
    Instant rated = NOON.plusSeconds(60);
    predictions.store(prediction(BATCH, "model-1.pb", REAL, FAKE, FAKE), NOON);
    predictions.store(prediction(UUID.randomUUID(), "model-1.pb", REAL), NOON.minusSeconds(60));
    predictions.rate(feedback(BATCH, "note-1", false), rated);
    new TrainingRows(database).learn(feedback(BATCH, "note-1", false));
    new TrainingLog(database).store(SamplePayloads.model(0.9, 1), NOON);

    assertThat(predictionCounts.read())
        .isEqualTo(new PredictionCounts.Counts(2, 4, 2, 2, 1, true, NOON, rated));
    assertThat(trainingRowCounts.read().rows()).isEqualTo(1);
    assertThat(trainingRowCounts.read().isExact()).isTrue();
    assertThat(trainingRowCounts.read().lastChanged()).isAfterOrEqualTo(rated);
    assertThat(trainings.count()).isEqualTo(new TrainingPages.Count(1, true));
  }

  @Test
  void estimatesALargeTableFromASample() throws SQLException {
    fill(300_000);
    TestDatabase.run("ANALYZE predictions, training");
    // Grown since it was analysed.
    predictions.store(prediction(BATCH, "model-1.pb", REAL), NOON.plusSeconds(3600));
    predictions.rate(feedback(BATCH, "note-0", true), NOON.plusSeconds(7200));
    new TrainingRows(database).learn(feedback(BATCH, "note-0", true));

    PredictionCounts.Counts counts = predictionCounts.read();

    assertThat(counts.isExact()).isFalse();
    assertThat(counts.predictions()).isCloseTo(300_000, withPercentage(3));
    assertThat(counts.real()).isCloseTo(75_000, withPercentage(10));
    assertThat(counts.fake()).isCloseTo(225_000, withPercentage(5));
    assertThat(counts.rated()).isCloseTo(30_000, withPercentage(15));
    assertThat(counts.batches()).isCloseTo(30_000, withPercentage(15));
    assertThat(counts.lastCreated()).isEqualTo(NOON.plusSeconds(3600));
    assertThat(counts.lastRated()).isEqualTo(NOON.plusSeconds(7200));
    assertThat(predictionCounts.read()).isEqualTo(counts);
    assertThat(trainingRowCounts.read().isExact()).isFalse();
    assertThat(trainingRowCounts.read().rows()).isCloseTo(300_000, withPercentage(3));
    assertThat(trainingRowCounts.read().lastChanged()).isAfterOrEqualTo(NOON.plusSeconds(7200));
  }

  @Test
  void saysThatALargeTableIsNotCountedBeforeItWasAnalysed() throws SQLException {
    fill(100_001);

    PredictionCounts.Counts counts = predictionCounts.read();

    assertThat(counts.isExact()).isFalse();
    assertThat(counts.predictions()).isGreaterThan(100_000);
  }

  private static void fill(int rows) throws SQLException {
    TestDatabase.run(
        """
        INSERT INTO predictions (id, batch_id, subject_id, prediction, is_correct, created)
        SELECT gen_random_uuid(), ('00000000-0000-0000-0000-' || lpad((i / 10)::text, 12, '0'))::uuid,
            'note', CASE i %% 4 WHEN 0 THEN 'real' ELSE 'fake' END,
            CASE i %% 10 WHEN 0 THEN true END,
            timestamptz '2026-11-23 12:00:00+00' - i * interval '1 ms'
        FROM generate_series(0, %d) AS i
        """
            .formatted(rows - 1));
    TestDatabase.run(
        "INSERT INTO training (id, class, created) SELECT id, 1, created FROM predictions");
  }
}
