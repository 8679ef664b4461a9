package dev.aidemo.common.database;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads table {@code training} in the order in which labels were stored, to judge models with it.
 * It is apart from {@link TrainingRows}, which trains them.
 */
public final class LabelledRows {
  /** Bounds time and memory: reading, comparing and classifying them takes less than a second. */
  private static final int MAX_ROWS = 20_000;

  private static final String CLOCK = "SELECT clock_timestamp()";

  /**
   * {@code created} is when the transaction began that stored the label, and no function can change
   * it. A batch is complete if every row of it is rated: who rates only errors would favour every
   * challenger.
   */
  private static final String ROWS =
      FeatureColumns.in(
          """
      SELECT $features, class, id, created, batch_id,
          rating IS NOT NULL AND batch_id IS NOT NULL AND NOT EXISTS (
              SELECT FROM predictions
              WHERE predictions.batch_id = predicted.batch_id AND is_correct IS NULL)
      FROM (
        SELECT id, $features, class, rating, created
        FROM training
        WHERE $period AND class IN (0, 1) AND $features_are_present
        ORDER BY $order
        LIMIT ?
      ) AS labelled LEFT JOIN (SELECT id, batch_id FROM predictions) AS predicted USING (id)
      ORDER BY created, id
      """);

  private static final String LAST_UNTIL =
      ROWS.replace("$period", "created <= ?").replace("$order", "created DESC, id DESC");

  private static final String FIRST_AFTER =
      ROWS.replace("$period", "created > ? AND created <= ?").replace("$order", "created, id");

  /**
   * A row with its label.
   *
   * @param id of the prediction that was rated
   * @param created when the label was stored
   * @param batch null if the label did not come from a rating
   * @param isOfCompleteBatch whether every row of its batch is rated
   */
  public record Row(
      UUID id,
      LabelledFeatures labelled,
      Instant created,
      @Nullable UUID batch,
      boolean isOfCompleteBatch) {}

  /** Returns the time by the clock of the database, by which rows are dated. */
  public Instant now(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(CLOCK);
        ResultSet result = select.executeQuery()) {
      result.next();
      return instant(result, 1);
    }
  }

  /** Returns the last rows that were stored until then, at most 20,000, the oldest first. */
  public List<Row> lastUntil(Connection connection, Instant until) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LAST_UNTIL)) {
      select.setObject(1, Predictions.utc(until));
      select.setInt(2, MAX_ROWS);
      return read(select);
    }
  }

  /** Returns the first rows that were stored between, at most 20,000, the oldest first. */
  public List<Row> firstAfter(Connection connection, Instant after, Instant until)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FIRST_AFTER)) {
      select.setObject(1, Predictions.utc(after));
      select.setObject(2, Predictions.utc(until));
      select.setInt(3, MAX_ROWS);
      return read(select);
    }
  }

  private static List<Row> read(PreparedStatement select) throws SQLException {
    List<Row> read = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        double[] numbers = FeatureColumns.read(rows, 1);
        if (Arrays.stream(numbers).allMatch(Double::isFinite)) {
          int next = Features.COUNT;
          read.add(
              new Row(
                  rows.getObject(next + 2, UUID.class),
                  new LabelledFeatures(
                      Features.of(numbers), Verdict.ofLabel(rows.getInt(next + 1))),
                  instant(rows, next + 3),
                  rows.getObject(next + 4, UUID.class),
                  rows.getBoolean(next + 5)));
        }
      }
    }
    return read;
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }
}
