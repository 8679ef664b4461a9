package dev.aidemo.common.database;

import dev.aidemo.common.message.Features;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.Verdict;
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
import java.util.function.ToDoubleFunction;
import org.postgresql.PGConnection;

/**
 * Table {@code predictions}: one row for each subject of each batch. Failures are those of {@link
 * Database#inTransaction}; doing again what failed is harmless.
 */
public final class Predictions {
  /**
   * A request that was delivered twice can have two verdicts, if the model changed in between. The
   * older model's one stays, here as in the cache, whichever arrives first, and of one model's the
   * one that was asked for first; where a person rated the other, the rating turns with it, so that
   * the label stays what the person saw.
   *
   * <p>In the order of the ids, which are as good as random: so each page of their index is visited
   * once.
   */
  private static final String STORE =
      """
      INSERT INTO predictions (id, batch_id, subject_id, variance, skewness, curtosis, entropy,
          prediction, model_file_name, confidence, created)
      SELECT id, ?, subject_id, variance, skewness, curtosis, entropy, prediction, ?, confidence, ?
      FROM unnest(?::uuid[], ?::text[], ?::float8[], ?::float8[], ?::float8[], ?::float8[],
          ?::text[], ?::float8[])
          AS row (id, subject_id, variance, skewness, curtosis, entropy, prediction, confidence)
      ORDER BY id
      ON CONFLICT (id) DO UPDATE SET
          prediction = EXCLUDED.prediction,
          model_file_name = EXCLUDED.model_file_name,
          confidence = EXCLUDED.confidence,
          created = EXCLUDED.created,
          is_correct = predictions.is_correct = (predictions.prediction = EXCLUDED.prediction)
      WHERE (COALESCE(EXCLUDED.model_file_name, '') COLLATE "C", EXCLUDED.created)
          < (COALESCE(predictions.model_file_name, '') COLLATE "C", predictions.created)
      """;

  /**
   * The later rating counts; of two at the same time, the one that says right. What was given is
   * compared, not what the verdict made of it: the same feedback again must not count again.
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
            List<Features> rows = prediction.input();
            insert.setObject(1, prediction.batchId());
            insert.setString(2, prediction.modelFileName());
            insert.setObject(3, utc(created));
            insert.setArray(4, connection.createArrayOf("uuid", rowIds(prediction)));
            insert.setArray(5, texts(connection, prediction.subjects()));
            insert.setArray(6, numbers(connection, rows, Features::variance));
            insert.setArray(7, numbers(connection, rows, Features::skewness));
            insert.setArray(8, numbers(connection, rows, Features::curtosis));
            insert.setArray(9, numbers(connection, rows, Features::entropy));
            insert.setArray(
                10, texts(connection, prediction.output().stream().map(Verdict::text).toList()));
            insert.setArray(11, connection.createArrayOf("float8", confidence(prediction)));
            return insert.executeUpdate();
          }
        });
  }

  /**
   * What became of a rating.
   *
   * @param stored whether the batch is in the table
   * @param known how many of the rated subjects are in the table
   * @param firstUnknown the index of the first one that is not
   */
  public record Rated(boolean stored, int known, OptionalInt firstUnknown) {}

  /** Notes for each subject of a batch whether its prediction was right, as of {@code time}. */
  public Rated rate(Feedback feedback, Instant time) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(RATE)) {
            update.setArray(1, texts(connection, feedback.subjects()));
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

  /** The id of a row is made from its batch and its place in it, so that it is stored once. */
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

  static Array texts(Connection connection, List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }

  static Array numbers(
      Connection connection, List<Features> rows, ToDoubleFunction<Features> number)
      throws SQLException {
    return connection
        .unwrap(PGConnection.class)
        .createArrayOf("float8", rows.stream().mapToDouble(number).toArray());
  }

  /** Cut to what PostgreSQL keeps, as the cache does; the driver would round it. */
  static OffsetDateTime utc(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
