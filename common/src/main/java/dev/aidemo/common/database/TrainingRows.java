package dev.aidemo.common.database;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.message.Feedback;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads table {@code training}: one row for each rated prediction, with its true class.
 * Failures are those of {@link Database#inTransaction}; doing again what failed is harmless.
 */
public final class TrainingRows {
  private static final int FETCH_SIZE = 5_000;

  /** A label follows the row's last rating, even if two deliveries overtake each other. */
  private static final String LEARN =
      FeatureColumns.in(
          """
      WITH rated AS (
        SELECT id, $features,
            COALESCE(rating, is_correct) AS rating,
            CASE WHEN (prediction = 'real') = is_correct THEN 1 ELSE 0 END AS class,
            COALESCE(rated, created) AS rated
        FROM predictions
        WHERE batch_id = ? AND subject_id = ANY (?::text[]) AND is_correct IS NOT NULL
      ), learned AS (
        INSERT INTO training (id, $features, class, rated, rating)
        SELECT id, $features, class, rated, rating FROM rated
        ORDER BY id
        ON CONFLICT (id) DO UPDATE SET
            class = EXCLUDED.class, rated = EXCLUDED.rated, rating = EXCLUDED.rating
        WHERE (training.rated, training.rating) < (EXCLUDED.rated, EXCLUDED.rating)
      )
      SELECT count(*) FROM rated
      """);

  private static final String ADD =
      FeatureColumns.in(
          """
      INSERT INTO training (id, $features, class)
      SELECT id, $features, class
      FROM unnest(?::uuid[], $feature_arrays, ?::smallint[]) AS row (id, $features, class)
      ON CONFLICT (id) DO NOTHING
      """);

  /**
   * Ordered by the features, so that equal rows follow each other and every reading is alike. Only
   * a rating has the id of a prediction.
   */
  private static final String READ =
      FeatureColumns.in(
          """
      SELECT $features, class, CASE WHEN rating IS NOT NULL THEN id END
      FROM training
      WHERE class IN (0, 1) AND $features_are_present
      ORDER BY $features, class
      """);

  /** A server that was restored to an earlier time counts its transactions again from there. */
  private static final String SERVER =
      """
      extract(epoch FROM pg_postmaster_start_time())::text
      """;

  /**
   * Identifies each version of each row, so that every insertion, update and deletion changes the
   * sum. Unlike a time or a number from a sequence, it cannot miss a row whose transaction began
   * early and was committed late. It scans the table, but is 1,000 times cheaper than a training,
   * because nothing is sorted and one row is sent.
   */
  private static final String STATE =
      """
      SELECT %s, pg_current_snapshot()::text,
          count(*) || ':' || coalesce(sum(uuid_hash_extended(id, xmin::text::bigint)), 0)
      FROM training
      """
          .formatted(SERVER);

  /**
   * Two equal snapshots see the same transactions, and so the same rows. Otherwise each row of the
   * job is looked at: {@code xmin} is the transaction that wrote it, whichever program did. It has
   * only the lower 32 bits of the number, which stand for the last transaction that ended in them.
   * If a row is so old that this is another one, it counts as unread, which costs another look.
   */
  private static final String ARE_READ =
      """
      SELECT %s = ? AND CASE WHEN pg_current_snapshot()::text = ? THEN true ELSE (
        SELECT count(*) > 0 AND bool_and(pg_visible_in_snapshot(
            (next - mod(next - training.xmin::text::bigint, 4294967296))::text::xid8,
            ?::pg_snapshot))
        FROM training JOIN predictions USING (id),
            (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint) AS transaction (next)
        WHERE batch_id = ? AND subject_id = ANY (?::text[])
      ) END
      """
          .formatted(SERVER);

  private final Database database;

  public TrainingRows(Database database) {
    this.database = database;
  }

  /** Receives rows in the order of their features. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Takes a row.
     *
     * @param rated the id of the prediction that was rated, null if the label is from elsewhere
     * @param features {@link Features#COUNT} numbers
     */
    void row(@Nullable UUID rated, double[] features, int label);
  }

  /**
   * Turns the rated predictions of a batch into training rows, and leaves those alone that nobody
   * rated.
   *
   * @return how many of the subjects are rated
   */
  public int learn(Feedback feedback) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(LEARN)) {
            insert.setObject(1, feedback.batchId());
            insert.setArray(2, Predictions.strings(connection, feedback.subjects()));
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
            int next = FeatureColumns.set(insert, 2, rows);
            insert.setArray(next, connection.createArrayOf("int2", classes));
            return insert.executeUpdate();
          }
        });
  }

  /** A row's id is made from its content, so that it is added once. */
  private static UUID[] starterIds(List<LabelledFeatures> starter) {
    return starter.stream()
        .map(row -> Arrays.toString(row.features().toArray()) + ":" + row.truth().label())
        .map(name -> UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)))
        .toArray(UUID[]::new);
  }

  /**
   * Identifies what the table held at one time.
   *
   * @param server identifies the server, from one start to the next
   * @param snapshot which of its transactions were seen
   * @param rows differs as soon as anything in the table was changed
   */
  public record State(String server, String snapshot, String rows) {
    /** Tells whether the table holds the same, row by row and version by version. */
    public boolean hasRowsOf(State other) {
      return server.equals(other.server) && rows.equals(other.rows);
    }
  }

  /**
   * Identifies what the table holds now; rows that are read later in the same transaction are at
   * least as new. A million rows take a third of a second.
   */
  public State state(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(STATE);
        ResultSet result = select.executeQuery()) {
      result.next();
      return new State(result.getString(1), result.getString(2), result.getString(3));
    }
  }

  /**
   * Tells, without a scan of the table, whether it had all labels of a job when it had this state,
   * whatever was committed since. A job that has no labels counts as read only if nothing at all
   * was committed.
   */
  public boolean areRead(Connection connection, Feedback job, State state) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ARE_READ)) {
      select.setString(1, state.server());
      select.setString(2, state.snapshot());
      select.setString(3, state.snapshot());
      select.setObject(4, job.batchId());
      select.setArray(5, Predictions.strings(connection, job.subjects()));
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
              rows.getObject(Features.COUNT + 2, UUID.class),
              FeatureColumns.read(rows, 1),
              rows.getInt(Features.COUNT + 1));
        }
      }
    }
  }
}
