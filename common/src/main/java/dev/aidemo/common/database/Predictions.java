package dev.aidemo.common.database;

import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.failure.PoisonMessageException;
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
   * <p>The first content of a batch stands: rows of other content are left alone, see {@link
   * #SAME}.
   *
   * <p>Rows are inserted in the order of their ids, which are as good as random, so that each page
   * of the index is visited once.
   */
  private static final String STORE =
      FeatureColumns.in(
          """
      WITH stored AS (
        INSERT INTO predictions (id, batch_id, position, subject_id, $features, prediction,
            model_file_name, confidence, unsure, created, review_priority)
        SELECT id, ?, place - 1, subject_id, $features, prediction, ?, confidence, unsure, ?,
            priority
        FROM unnest(?::uuid[], ?::text[], $feature_arrays, ?::text[], ?::float8[], ?::boolean[],
                ?::float8[])
            WITH ORDINALITY
            AS row (id, subject_id, $features, prediction, confidence, unsure, priority, place)
        ORDER BY id
        ON CONFLICT (id) DO UPDATE SET
            prediction = EXCLUDED.prediction,
            model_file_name = EXCLUDED.model_file_name,
            confidence = EXCLUDED.confidence,
            unsure = EXCLUDED.unsure,
            created = EXCLUDED.created,
            review_priority = EXCLUDED.review_priority,
            is_correct = predictions.is_correct = (predictions.prediction = EXCLUDED.prediction)
        WHERE predictions.subject_id = EXCLUDED.subject_id
          AND (COALESCE(EXCLUDED.model_file_name, '') COLLATE "C", EXCLUDED.created)
            < (COALESCE(predictions.model_file_name, '') COLLATE "C", predictions.created)
        RETURNING xmax = 0 AS is_new
      )
      SELECT count(*), count(*) FILTER (WHERE is_new) FROM stored
      """);

  /** Counts the rows of a batch, and those that have the given content. */
  private static final String SAME =
      FeatureColumns.in(
          """
      SELECT count(*), count(given.id)
      FROM predictions LEFT JOIN unnest(?::uuid[], ?::text[], $feature_arrays)
          AS given (id, subject_id, $features)
        ON given.id = predictions.id AND given.subject_id = predictions.subject_id
          AND $features_are_same
      WHERE predictions.batch_id = ?
      """);

  /**
   * The n-th mention of a subject rates its n-th row of the batch; if there are fewer mentions than
   * rows, the last one rates the remaining rows. The later rating counts; of two at the same time,
   * the one that says right. We compare {@code rating}, never {@code is_correct}, which flips when
   * the verdict is replaced; otherwise a replay would count as newer.
   *
   * <p>Rows are locked in the order of their ids, as {@link #STORE} does, so that the two do not
   * wait for each other.
   */
  private static final String RATE =
      """
      WITH given AS (
        SELECT subject_id, is_correct, place,
            row_number() OVER (PARTITION BY subject_id ORDER BY place) AS mention,
            count(*) OVER (PARTITION BY subject_id) AS mentions
        FROM unnest(?::text[], ?::boolean[]) WITH ORDINALITY
            AS feedback (subject_id, is_correct, place)
      ), batch AS (
        SELECT id, subject_id,
            row_number() OVER (PARTITION BY subject_id ORDER BY position, id) AS number
        FROM predictions
        WHERE batch_id = ? AND subject_id IN (SELECT subject_id FROM given)
      ), matched AS MATERIALIZED (
        SELECT predictions.id, given.is_correct
        FROM predictions JOIN batch USING (id) JOIN given
            ON given.subject_id = batch.subject_id
              AND given.mention = least(batch.number, given.mentions)
        ORDER BY predictions.id
        FOR UPDATE OF predictions
      ), rated AS (
        UPDATE predictions
        SET is_correct = matched.is_correct, rating = matched.is_correct, rated = ?
        FROM matched
        WHERE predictions.id = matched.id
          AND (predictions.rated IS NULL
            OR (predictions.rated, predictions.rating) < (?, matched.is_correct))
      )
      SELECT EXISTS (SELECT FROM predictions WHERE batch_id = ?) AS stored,
          (SELECT count(*) FROM matched) AS known,
          (SELECT min(place) FROM given LEFT JOIN batch
              ON batch.subject_id = given.subject_id AND batch.number = given.mention
            WHERE batch.id IS NULL) AS first_unknown
      """;

  private final Database database;

  public Predictions(Database database) {
    this.database = database;
  }

  /**
   * Stores a batch, each row once, however often it is stored.
   *
   * @return how many rows were written
   * @throws PoisonMessageException if another batch is stored under the same id
   */
  public int store(Prediction prediction, Instant created) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(STORE)) {
            insert.setObject(1, prediction.batchId());
            insert.setString(2, prediction.modelFileName());
            insert.setObject(3, utc(created));
            int next = setContent(insert, 4, prediction);
            insert.setArray(
                next,
                strings(connection, prediction.output().stream().map(Verdict::word).toList()));
            insert.setArray(next + 1, connection.createArrayOf("float8", confidence(prediction)));
            insert.setArray(next + 2, connection.createArrayOf("boolean", unsure(prediction)));
            insert.setArray(
                next + 3, connection.createArrayOf("float8", ReviewPriorities.of(prediction)));
            try (ResultSet result = insert.executeQuery()) {
              result.next();
              requireFirst(connection, prediction, result.getInt(2));
              return result.getInt(1);
            }
          }
        });
  }

  /** A batch is stored as a whole: all its rows are new, or all were there, and are the same. */
  private static void requireFirst(Connection connection, Prediction prediction, int newRows)
      throws SQLException {
    int rows = prediction.subjects().size();
    if (newRows != rows && (newRows != 0 || !isSame(connection, prediction))) {
      throw new PoisonMessageException(
          "batch_id", "must not be that of a batch with other content", prediction.batchId());
    }
  }

  private static boolean isSame(Connection connection, Prediction prediction) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SAME)) {
      select.setObject(setContent(select, 1, prediction), prediction.batchId());
      try (ResultSet result = select.executeQuery()) {
        result.next();
        int rows = prediction.subjects().size();
        return result.getInt(1) == rows && result.getInt(2) == rows;
      }
    }
  }

  private static int setContent(PreparedStatement statement, int index, Prediction prediction)
      throws SQLException {
    Connection connection = statement.getConnection();
    statement.setArray(index, connection.createArrayOf("uuid", rowIds(prediction)));
    statement.setArray(index + 1, strings(connection, prediction.subjects()));
    return FeatureColumns.set(statement, index + 2, prediction.input());
  }

  /**
   * Tells what a rating found.
   *
   * @param stored whether the batch is in the table
   * @param known how many rows were rated
   * @param firstUnknown the index of the first mention that has no row
   */
  public record Rated(boolean stored, int known, OptionalInt firstUnknown) {}

  /** Stores for each subject of a batch whether its prediction was right, as of {@code time}. */
  public Rated rate(Feedback feedback, Instant time) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(RATE)) {
            update.setArray(1, strings(connection, feedback.subjects()));
            update.setArray(2, connection.createArrayOf("boolean", feedback.ratings().toArray()));
            update.setObject(3, feedback.batchId());
            update.setObject(4, utc(time));
            update.setObject(5, utc(time));
            update.setObject(6, feedback.batchId());
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

  /** Returns the id of a row, by its place in its batch. */
  public static UUID rowId(UUID batchId, int position) {
    String name = batchId + ":" + position;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  private static Double[] confidence(Prediction prediction) {
    List<Double> confidence = prediction.confidence();
    return confidence == null
        ? new Double[prediction.subjects().size()]
        : confidence.toArray(Double[]::new);
  }

  private static Boolean[] unsure(Prediction prediction) {
    List<Boolean> unsure = prediction.unsure();
    return unsure == null
        ? new Boolean[prediction.subjects().size()]
        : unsure.toArray(Boolean[]::new);
  }

  static Array strings(Connection connection, List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }

  /** Cuts a time to microseconds, as the cache does, because the driver would round it. */
  static OffsetDateTime utc(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
