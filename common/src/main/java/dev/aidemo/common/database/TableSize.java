package dev.aidemo.common.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Tells how many rows a table has, in a time that does not grow with the table: exactly up to
 * 100,000 rows, and beyond that as PostgreSQL estimates it.
 *
 * @param rows how many
 * @param isExact whether they were counted
 */
record TableSize(long rows, boolean isExact) {
  static final int MAX_COUNTED = 100_000;

  /** Rows a page, as of the last analysis, for all pages that there are by now. */
  private static final String ESTIMATE =
      """
      SELECT CASE WHEN relpages > 0 AND reltuples > 0
          THEN reltuples / relpages * pg_relation_size(oid) / current_setting('block_size')::int
          ELSE 0 END::bigint
      FROM pg_class WHERE oid = ?::regclass
      """;

  private static final String COUNT =
      """
      SELECT count(*) FROM (SELECT FROM %s LIMIT %d) AS first_rows
      """;

  static TableSize of(Connection connection, String table) throws SQLException {
    long estimate = estimate(connection, table);
    if (estimate > MAX_COUNTED) {
      return new TableSize(estimate, false);
    }
    long counted = count(connection, table);
    // A table that was never analysed has no estimate.
    return counted > MAX_COUNTED ? new TableSize(counted, false) : new TableSize(counted, true);
  }

  private static long estimate(Connection connection, String table) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ESTIMATE)) {
      select.setString(1, table);
      return number(select);
    }
  }

  private static long count(Connection connection, String table) throws SQLException {
    String count = COUNT.formatted(table, MAX_COUNTED + 1);
    try (PreparedStatement select = connection.prepareStatement(count)) {
      return number(select);
    }
  }

  private static long number(PreparedStatement select) throws SQLException {
    try (ResultSet result = select.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }
}
