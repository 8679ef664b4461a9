package dev.aidemo.common.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Counts what table {@code predictions} has, for people who watch. It is apart from {@link
 * Predictions} because no background function needs it. Failures are those of {@link
 * Database#inTransaction}.
 */
public final class PredictionCounts {
  /** Enough to tell a share to one per cent. */
  private static final int SAMPLE_ROWS = 20_000;

  private static final String COUNTS =
      """
      SELECT count(*) AS predictions, count(DISTINCT batch_id) AS batches,
          count(*) FILTER (WHERE prediction = 'real') AS real,
          count(*) FILTER (WHERE prediction = 'fake') AS fake,
          count(is_correct) AS rated
      FROM predictions
      """;

  /** The same pages each time, so that the figures do not jump while nothing happens. */
  private static final String SAMPLE = COUNTS + "TABLESAMPLE SYSTEM (?) REPEATABLE (0)";

  private static final String LAST_RATED = "SELECT max(rated) FROM predictions";

  /** Ratings have no index, which each rating would pay for, so only new predictions are asked. */
  private static final String LAST_RATED_OF_NEWEST =
      """
      SELECT max(rated) FROM (
        SELECT rated FROM predictions
        WHERE batch_id IS NOT NULL AND created IS NOT NULL
        ORDER BY created DESC, batch_id DESC LIMIT 10000
      ) AS newest
      """;

  private static final String LAST_CREATED =
      """
      SELECT created FROM predictions
      WHERE batch_id IS NOT NULL AND created IS NOT NULL
      ORDER BY created DESC, batch_id DESC LIMIT 1
      """;

  private final Database database;

  public PredictionCounts(Database database) {
    this.database = database;
  }

  /**
   * Holds the counts of one moment.
   *
   * @param rated how many predictions somebody rated
   * @param isExact false if the table has more than 100,000 rows: then the counts are scaled up
   *     from a sample
   * @param lastCreated when the newest prediction was made
   * @param lastRated when a prediction was rated last; of a table of more than 100,000 rows, one of
   *     its newest 10,000
   */
  public record Counts(
      long batches,
      long predictions,
      long real,
      long fake,
      long rated,
      boolean isExact,
      @Nullable Instant lastCreated,
      @Nullable Instant lastRated) {}

  /** Counts in a time that does not grow with the table. */
  public Counts read() {
    return database.inTransaction(
        connection -> {
          TableSize size = TableSize.of(connection, "predictions");
          try (PreparedStatement select =
              connection.prepareStatement(size.isExact() ? COUNTS : SAMPLE)) {
            if (!size.isExact()) {
              select.setDouble(1, Math.min(100, 100.0 * SAMPLE_ROWS / size.rows()));
            }
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return counts(connection, size, row);
            }
          }
        });
  }

  private static Counts counts(Connection connection, TableSize size, ResultSet row)
      throws SQLException {
    long counted = row.getLong("predictions");
    double scale = size.isExact() || counted == 0 ? 1 : (double) size.rows() / counted;
    return new Counts(
        Math.round(scale * row.getLong("batches")),
        size.isExact() ? counted : size.rows(),
        Math.round(scale * row.getLong("real")),
        Math.round(scale * row.getLong("fake")),
        Math.round(scale * row.getLong("rated")),
        size.isExact(),
        time(connection, LAST_CREATED),
        time(connection, size.isExact() ? LAST_RATED : LAST_RATED_OF_NEWEST));
  }

  /** Returns the time that a query finds, or null if it finds none. */
  static @Nullable Instant time(Connection connection, String query) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query);
        ResultSet result = select.executeQuery()) {
      OffsetDateTime time = result.next() ? result.getObject(1, OffsetDateTime.class) : null;
      return time == null ? null : time.toInstant();
    }
  }
}
