package dev.aidemo.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.database.RatedBatches.RatedBatch;
import dev.aidemo.common.database.RatedBatches.Row;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RatedBatchesIT {
  private static final UUID BATCH = new UUID(0, 7);
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final Predictions predictions = new Predictions(TestDatabase.database());

  @BeforeEach
  void store() throws SQLException {
    TestDatabase.run("TRUNCATE predictions");
    predictions.store(
        new Prediction(
            BATCH,
            List.of("c", "a", "a"),
            List.of(features(1), features(2), features(3)),
            List.of(Verdict.REAL, Verdict.FAKE, Verdict.REAL),
            "model-0000000001.pb",
            List.of(0.5, 0.75, 1.0),
            List.of(false, true, false),
            NOON),
        NOON);
    predictions.rate(new Feedback(BATCH, List.of("a", "a"), List.of(true, false)), NOON);
  }

  private static Features features(int number) {
    return new Features(number, 0, 0, 0);
  }

  private static RatedBatch find() throws SQLException {
    return new RatedBatches(TestDatabase.reading()).find(BATCH).orElseThrow();
  }

  @Test
  void aReaderFindsABatchInTheOrderOfTheRequestWithItsRatings() throws SQLException {
    assertThat(find())
        .isEqualTo(
            new RatedBatch(
                BATCH,
                List.of(
                    new Row("c", features(1), "real", null, 0.5, false),
                    new Row("a", features(2), "fake", true, 0.75, true),
                    new Row("a", features(3), "real", false, 1.0, false)),
                "model-0000000001.pb",
                NOON));
  }

  @Test
  void rowsOfEarlierVersionsAreOrderedByTheirIds() throws SQLException {
    RatedBatch before = find();
    TestDatabase.run("UPDATE predictions SET position = NULL");

    assertThat(find()).isEqualTo(before);
  }

  @Test
  void thereIsNoOtherBatch() throws SQLException {
    assertThat(new RatedBatches(TestDatabase.reading()).find(new UUID(0, 8))).isEmpty();
  }
}
