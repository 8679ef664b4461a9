package dev.aidemo.common.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads table {@code skipped_trainings}: sets of rows that were not enough to train on,
 * and why. Failures are those of {@link Database#inTransaction}; doing again what failed is
 * harmless.
 */
public final class SkippedTrainings {
  private static final String STORE =
      """
      INSERT INTO skipped_trainings (data_sha256, reason) VALUES (?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String NEWEST =
      """
      SELECT data_sha256, reason, created FROM skipped_trainings ORDER BY created DESC LIMIT ?
      """;

  private final Database database;

  public SkippedTrainings(Database database) {
    this.database = database;
  }

  /**
   * Describes a set of rows that was not trained on.
   *
   * @param dataSha256 identifies the rows
   * @param reason what was missing, with the numbers
   * @param created when it was skipped for the first time
   */
  public record Skipped(String dataSha256, String reason, Instant created) {}

  /** Stores a set of rows once, within the transaction of {@code connection}. */
  public void store(Connection connection, String dataSha256, String reason) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(STORE)) {
      insert.setString(1, dataSha256);
      insert.setString(2, reason);
      insert.executeUpdate();
    }
  }

  /** Returns the last skipped trainings, newest first. */
  public List<Skipped> newest(int count) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
            select.setInt(1, count);
            try (ResultSet rows = select.executeQuery()) {
              List<Skipped> skipped = new ArrayList<>();
              while (rows.next()) {
                Instant created = rows.getObject(3, OffsetDateTime.class).toInstant();
                skipped.add(new Skipped(rows.getString(1), rows.getString(2), created));
              }
              return skipped;
            }
          }
        });
  }
}
