package dev.aidemo.common.database;

import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Writes table {@code predictions}: one row for each subject of each batch. Failures are those of
 * {@link Database#inTransaction}; doing again what failed is harmless.
 */
public final class Predictions {
  /**
   * A request that is delivered twice has two verdicts if the model changed in between. The verdict
   * of the older model stays, here as in the cache, whichever arrives first; of two verdicts of one
   * model, the one that was asked for first. If a person rated the other one, {@code is_correct}
   * flips with the verdict, so that the label stays what the person saw.
   *
   * <p>Rows are inserted in the order of their ids, which are as good as random, so that each page
   * of the index is visited once.
   */
  private static final String STORE =
      FeatureColumns.in(
          """
      INSERT INTO predictions (id, batch_id, subject_id, $features, prediction, model_file_name,
          confidence, created)
      SELECT id, ?, subject_id, $features, prediction, ?, confidence, ?
      FROM unnest(?::uuid[], ?::text[], $feature_arrays, ?::text[], ?::float8[])
          AS row (id, subject_id, $features, prediction, confidence)
      ORDER BY id
      ON CONFLICT (id) DO UPDATE SET
          prediction = EXCLUDED.prediction,
          model_file_name = EXCLUDED.model_file_name,
          confidence = EXCLUDED.confidence,
          created = EXCLUDED.created,
          is_correct = predictions.is_correct = (predictions.prediction = EXCLUDED.prediction)
      WHERE (COALESCE(EXCLUDED.model_file_name, '') COLLATE "C", EXCLUDED.created)
          < (COALESCE(predictions.model_file_name, '') COLLATE "C", predictions.created)
      """);

  /**
   * The later rating counts; of two at the same time, the one that says right. We compare {@code
   * rating}, never {@code is_correct}, which flips when the verdict is replaced; otherwise a replay
   * would count as newer.
   */
  private static final String RATE =
      """
      WITH given AS (
        SELECT subject_id, is_correct, position
        FROM unnest(?::text[], ?::boolean[]) WITH ORDINALITY
            AS feedback (subject_id, is_correct, position)
      ), rated AS (
        UPDATE predictions
        SET is_correct = given.is_correct, rating = given.is_correct, rated = ?
        FROM given
        WHERE predictions.batch_id = ? AND predictions.subject_id = given.subject_id
          AND (predictions.rated IS NULL
            OR (predictions.rated, predictions.rating) < (?, given.is_correct))
      )
      SELECT EXISTS (SELECT FROM predictions WHERE batch_id = ?) AS stored,
          count(predictions.id) AS known,
          min(position) FILTER (WHERE predictions.id IS NULL) AS first_unknown
      FROM given LEFT JOIN predictions
          ON predictions.batch_id = ? AND predictions.subject_id = given.subject_id
      """;

  private final Database database;

  public Predictions(Database database) {
    this.database = database;
  }

  /**
   * Stores a batch, each subject once, however often it is stored.
   *
   * @return how many rows were written
   */
  public int store(Prediction prediction, Instant created) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(STORE)) {
            insert.setObject(1, prediction.batchId());
            insert.setString(2, prediction.modelFileName());
            insert.setObject(3, utc(created));
            insert.setArray(4, connection.createArrayOf("uuid", rowIds(prediction)));
            insert.setArray(5, strings(connection, prediction.subjects()));
            int next = FeatureColumns.set(insert, 6, prediction.input());
            insert.setArray(
                next,
                strings(connection, prediction.output().stream().map(Verdict::word).toList()));
            insert.setArray(next + 1, connection.createArrayOf("float8", confidence(prediction)));
            return insert.executeUpdate();
          }
        });
  }

  /**
   * Tells what a rating found.
   *
   * @param stored whether the batch is in the table
   * @param known how many of the rated subjects are in the table
   * @param firstUnknown the index of the first one that is not
   */
  public record Rated(boolean stored, int known, OptionalInt firstUnknown) {}

  /** Stores for each subject of a batch whether its prediction was right, as of {@code time}. */
  public Rated rate(Feedback feedback, Instant time) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(RATE)) {
            update.setArray(1, strings(connection, feedback.subjects()));
            update.setArray(2, connection.createArrayOf("boolean", feedback.ratings().toArray()));
            update.setObject(3, utc(time));
            update.setObject(4, feedback.batchId());
            update.setObject(5, utc(time));
            update.setObject(6, feedback.batchId());
            update.setObject(7, feedback.batchId());
            try (ResultSet result = update.executeQuery()) {
              result.next();
              boolean stored = result.getBoolean("stored");
              int known = result.getInt("known");
              int position = result.getInt("first_unknown");
              return new Rated(
                  stored,
                  known,
                  result.wasNull() ? OptionalInt.empty() : OptionalInt.of(position - 1));
            }
          }
        });
  }

  /** A row's id is made from its batch and its position, so that it is stored once. */
  private static UUID[] rowIds(Prediction prediction) {
    var ids = new UUID[prediction.subjects().size()];
    for (int position = 0; position < ids.length; position++) {
      ids[position] = rowId(prediction.batchId(), position);
    }
    return ids;
  }

  static UUID rowId(UUID batchId, int position) {
    String name = batchId + ":" + position;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static Double[] confidence(Prediction prediction) {
    List<Double> confidence = prediction.confidence();
    return confidence == null
        ? new Double[prediction.subjects().size()]
        : confidence.toArray(Double[]::new);
  }

  static Array strings(Connection connection, List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }

  /** Cuts a time to microseconds, as the cache does, because the driver would round it. */
  static OffsetDateTime utc(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
