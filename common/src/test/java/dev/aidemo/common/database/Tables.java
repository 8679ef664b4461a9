package dev.aidemo.common.database;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.testkit.Services;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** What the tests of the tables share: the database as a function sees it, and samples. */
final class Tables {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Tables() {}

  static Database database() {
    return new Database(Environment.of(Services.environment()));
  }

  static Prediction batch(UUID batchId, String model, Verdict... output) {
    List<String> subjects = IntStream.range(0, output.length).mapToObj(i -> "note-" + i).toList();
    List<Features> input =
        IntStream.range(0, output.length).mapToObj(i -> new Features(i, 0.1, -2, 1e-7)).toList();
    return new Prediction(batchId, subjects, input, List.of(output), model, null, NOON);
  }

  static Feedback rating(UUID batchId, String subject, boolean right) {
    return new Feedback(batchId, List.of(subject), List.of(right));
  }

  /** Each row as its columns' texts, joined by blanks. */
  static List<String> query(String sql) throws SQLException {
    try (Connection connection = Services.owner();
        Statement statement = connection.createStatement();
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

  static void run(String sql) throws SQLException {
    try (Connection connection = Services.owner();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
