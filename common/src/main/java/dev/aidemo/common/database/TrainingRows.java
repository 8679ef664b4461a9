package dev.aidemo.common.database;

import dev.aidemo.common.message.Features;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.LabelledFeatures;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Table {@code training}: one row for each rated prediction, with its true class. Failures are
 * those of {@link Database#inTransaction}; doing again what failed is harmless.
 */
public final class TrainingRows {
  private static final int FETCH_SIZE = 5_000;

  /** A label follows the row's last rating, even where two deliveries overtake each other. */
  private static final String LEARN =
      """
      WITH rated AS (
        SELECT id, variance, skewness, curtosis, entropy,
            COALESCE(rating, is_correct) AS rating,
            CASE WHEN (prediction = 'real') = is_correct THEN 1 ELSE 0 END AS class,
            COALESCE(rated, created) AS rated
        FROM predictions
        WHERE batch_id = ? AND subject_id = ANY (?::text[]) AND is_correct IS NOT NULL
      ), learned AS (
        INSERT INTO training (id, variance, skewness, curtosis, entropy, class, rated, rating)
        SELECT id, variance, skewness, curtosis, entropy, class, rated, rating FROM rated
        ORDER BY id
        ON CONFLICT (id) DO UPDATE SET
            class = EXCLUDED.class, rated = EXCLUDED.rated, rating = EXCLUDED.rating
        WHERE (training.rated, training.rating) < (EXCLUDED.rated, EXCLUDED.rating)
      )
      SELECT count(*) FROM rated
      """;

  private static final String ADD =
      """
      INSERT INTO training (id, variance, skewness, curtosis, entropy, class)
      SELECT id, variance, skewness, curtosis, entropy, class
      FROM unnest(?::uuid[], ?::float8[], ?::float8[], ?::float8[], ?::float8[], ?::smallint[])
          AS row (id, variance, skewness, curtosis, entropy, class)
      ON CONFLICT (id) DO NOTHING
      """;

  /** Ordered by the features, so that equal rows follow each other and every reading is alike. */
  private static final String READ =
      """
      SELECT variance, skewness, curtosis, entropy, class
      FROM training
      WHERE class IN (0, 1) AND variance IS NOT NULL AND skewness IS NOT NULL
          AND curtosis IS NOT NULL AND entropy IS NOT NULL
      ORDER BY variance, skewness, curtosis, entropy, class
      """;

  /**
   * Says of each version of each row which one it is: an insertion, an update and a deletion, by
   * whomever, change the sum. Unlike a time or a number from a sequence, it cannot miss a row whose
   * transaction began early and was committed late. A scan, but 1,000 times cheaper than a
   * training: nothing is sorted, and one row is sent.
   */
  private static final String STATE =
      """
      SELECT pg_postmaster_start_time() || ' ' || pg_current_snapshot(),
          count(*) || ':' || coalesce(sum(uuid_hash_extended(id, xmin::text::bigint)), 0)
      FROM training
      """;

  /**
   * Two equal snapshots see the same transactions, and so the same rows. Except in a database that
   * was put back to an earlier time, and counts its transactions again: that one was started anew.
   */
  private static final String UNCHANGED =
      """
      SELECT pg_postmaster_start_time() || ' ' || pg_current_snapshot() = ?
      """;

  private final Database database;

  public TrainingRows(Database database) {
    this.database = database;
  }

  /** Takes the rows of one reading, in the order of their features. */
  @FunctionalInterface
  public interface Reader {
    void row(double variance, double skewness, double curtosis, double entropy, int label);
  }

  /**
   * Turns the rated predictions of a batch into training rows. A prediction that nobody rated is
   * left alone.
   *
   * @return how many of the subjects are rated
   */
  public int learn(Feedback feedback) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(LEARN)) {
            insert.setObject(1, feedback.batchId());
            insert.setArray(2, Predictions.texts(connection, feedback.subjects()));
            try (ResultSet result = insert.executeQuery()) {
              result.next();
              return result.getInt(1);
            }
          }
        });
  }

  /**
   * Adds rows whose class is known from elsewhere, each once, however often it is added.
   *
   * @return how many were not there before
   */
  public int addStarter(List<LabelledFeatures> starter) {
    List<Features> rows = starter.stream().map(LabelledFeatures::features).toList();
    Integer[] classes = starter.stream().map(row -> row.truth().label()).toArray(Integer[]::new);
    return database.inTransaction(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setArray(1, connection.createArrayOf("uuid", starterIds(starter)));
            insert.setArray(2, Predictions.numbers(connection, rows, Features::variance));
            insert.setArray(3, Predictions.numbers(connection, rows, Features::skewness));
            insert.setArray(4, Predictions.numbers(connection, rows, Features::curtosis));
            insert.setArray(5, Predictions.numbers(connection, rows, Features::entropy));
            insert.setArray(6, connection.createArrayOf("int2", classes));
            return insert.executeUpdate();
          }
        });
  }

  /** The id of a row is made from what it says, so that it is added once. */
  private static UUID[] starterIds(List<LabelledFeatures> starter) {
    return starter.stream()
        .map(row -> Arrays.toString(row.features().toArray()) + ":" + row.truth().label())
        .map(name -> UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
        .toArray(UUID[]::new);
  }

  /**
   * What the table held at one time.
   *
   * @param snapshot which transactions of which server were seen
   * @param rows a text that is another one when anything in the table was changed
   */
  public record State(String snapshot, String rows) {
    /** Whether the table holds the same, row by row and version by version. */
    public boolean hasRowsOf(State other) {
      return rows.equals(other.rows);
    }
  }

  /**
   * What the table holds now: what is read later in the same transaction is at least as new. It
   * takes a third of a second for a million rows.
   */
  public State state(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(STATE);
        ResultSet result = select.executeQuery()) {
      result.next();
      return new State(result.getString(1), result.getString(2));
    }
  }

  /**
   * Whether nothing at all was committed in the database since, which takes no time whatever the
   * table holds. If not, the table may still be the same.
   */
  public boolean isUnchangedSince(Connection connection, State state) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(UNCHANGED)) {
      select.setString(1, state.snapshot());
      try (ResultSet result = select.executeQuery()) {
        result.next();
        return result.getBoolean(1);
      }
    }
  }

  /** Streams all rows through {@code reader}, within the transaction of {@code connection}. */
  public void read(Connection connection, Reader reader) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(READ)) {
      select.setFetchSize(FETCH_SIZE);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          reader.row(
              rows.getDouble(1),
              rows.getDouble(2),
              rows.getDouble(3),
              rows.getDouble(4),
              rows.getInt(5));
        }
      }
    }
  }
}
