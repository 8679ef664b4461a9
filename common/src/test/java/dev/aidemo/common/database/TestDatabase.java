package dev.aidemo.common.database;

import dev.aidemo.common.config.Environment;
import dev.aidemo.testkit.Services;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Gives tests the database as a function sees it, and as its owner does. */
final class TestDatabase {
  private TestDatabase() {}

  /** Connects as the functions do. */
  static Database database() {
    return new Database(Environment.of(Services.environment()));
  }

  /** Connects as the HTTP functions do, which only read. */
  static Database reading() throws SQLException {
    return new Database(Environment.of(Services.readOnly(Services.environment())));
  }

  /** Queries as the owner; each row is its columns as strings, joined by blanks. */
  static List<String> query(String sql) throws SQLException {
    try (Connection connection = Services.owner()) {
      return query(connection, sql);
    }
  }

  /** Queries on a connection; each row is its columns as strings, joined by blanks. */
  static List<String> query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          cells.add(String.valueOf(rows.getString(column)));
        }
        lines.add(String.join(" ", cells));
      }
      return lines;
    }
  }

  /** Runs statements as the owner. */
  static void run(String sql) throws SQLException {
    try (Connection connection = Services.owner();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
