package dev.aidemo.local.stack;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs SQL on the database of a stack. */
public final class TestDatabase {
  private final Database database;

  /** Reads one row. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  public TestDatabase(Environment environment) {
    this.database = new Database(environment);
  }

  /** Returns the rows of a query. */
  public <T> List<T> list(String query, RowReader<T> reader, Object... parameters) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
              select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
              List<T> list = new ArrayList<>();
              while (rows.next()) {
                list.add(reader.read(rows));
              }
              return list;
            }
          }
        });
  }

  /** Returns the first column of the first row, if there is one and it is not null. */
  public Optional<String> value(String query, Object... parameters) {
    return list(query, row -> Optional.ofNullable(row.getString(1)), parameters).stream()
        .findFirst()
        .flatMap(value -> value);
  }

  /** Returns the number that a query counts. */
  public int count(String query, Object... parameters) {
    return Integer.parseInt(value(query, parameters).orElseThrow());
  }

  /** Changes rows. */
  public void execute(String sql, Object... parameters) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
              statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
          }
        });
  }
}
