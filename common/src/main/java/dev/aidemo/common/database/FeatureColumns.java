package dev.aidemo.common.database;

import dev.aidemo.common.banknote.Features;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Puts features into SQL: one {@code DOUBLE PRECISION} column for each of {@link Features#NAMES}.
 */
final class FeatureColumns {
  private FeatureColumns() {}

  /**
   * Fills in a statement: {@code $features} becomes the list of columns, {@code $feature_arrays} a
   * parameter for each column's array, {@code $features_are_present} a condition, and {@code
   * $features_are_same} one that compares {@code predictions} with {@code given}. Columns of the
   * original demo are decimals, which keep 15 digits of a number.
   */
  static String in(String statement) {
    return statement
        .replace("$feature_arrays", each("?::float8[]", ", "))
        .replace(
            "$features_are_same",
            each(
                "abs(predictions.%1$s - given.%1$s) <= 1e-9 * greatest(1, abs(given.%1$s))",
                " AND "))
        .replace("$features_are_present", each("%s IS NOT NULL", " AND "))
        .replace("$features", each("%s", ", "));
  }

  /** Sets the parameters of {@code $feature_arrays}, and returns the index of the next one. */
  static int set(PreparedStatement statement, int index, List<Features> rows) throws SQLException {
    var columns = new double[Features.COUNT][rows.size()];
    for (int row = 0; row < rows.size(); row++) {
      double[] numbers = rows.get(row).toArray();
      for (int column = 0; column < numbers.length; column++) {
        columns[column][row] = numbers[column];
      }
    }
    int next = index;
    for (double[] column : columns) {
      statement.setArray(next++, array(statement.getConnection(), column));
    }
    return next;
  }

  /** Reads the columns of {@code $features}, the first of which is at {@code index}. */
  static double[] read(ResultSet row, int index) throws SQLException {
    var numbers = new double[Features.COUNT];
    for (int column = 0; column < numbers.length; column++) {
      numbers[column] = row.getDouble(index + column);
    }
    return numbers;
  }

  private static Array array(Connection connection, double[] numbers) throws SQLException {
    // The driver sends an array of primitives in binary form.
    return connection.unwrap(PGConnection.class).createArrayOf("float8", numbers);
  }

  private static String each(String form, String separator) {
    return Features.NAMES.stream()
        .map(name -> form.formatted(name))
        .collect(Collectors.joining(separator));
  }
}
