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
 * Table {@code refusals}: the sets of rows that no model was trained on, and why. Failures are
 * those of {@link Database#inTransaction}; doing again what failed is harmless.
 */
public final class Refusals {
  private static final String STORE =
      """
      INSERT INTO refusals (data_sha256, reason) VALUES (?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String NEWEST =
      """
      SELECT data_sha256, reason, created FROM refusals ORDER BY created DESC LIMIT ?
      """;

  private final Database database;

  public Refusals(Database database) {
    this.database = database;
  }

  /**
   * A set of rows that was refused.
   *
   * @param dataSha256 identifies the rows
   * @param reason what was missing, with the numbers
   * @param created when it was refused for the first time
   */
  public record Refusal(String dataSha256, String reason, Instant created) {}

  /** Stores a refusal once, within the transaction of {@code connection}. */
  public void store(Connection connection, String dataSha256, String reason) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(STORE)) {
      insert.setString(1, dataSha256);
      insert.setString(2, reason);
      insert.executeUpdate();
    }
  }

  /** The last refusals, newest first. */
  public List<Refusal> newest(int most) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
            select.setInt(1, most);
            try (ResultSet rows = select.executeQuery()) {
              List<Refusal> refusals = new ArrayList<>();
              while (rows.next()) {
                Instant created = rows.getObject(3, OffsetDateTime.class).toInstant();
                refusals.add(new Refusal(rows.getString(1), rows.getString(2), created));
              }
              return refusals;
            }
          }
        });
  }
}
