package dev.aidemo.benchmarks.loop;

import dev.aidemo.local.stack.StackVariables;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import redis.clients.jedis.Jedis;

/**
 * What a reader sees of batches, in Redis and in the tables. One question each costs one round trip
 * on a connection of its own: the functions have theirs. The queries check the functions' work, and
 * are therefore not theirs.
 */
final class Progress implements AutoCloseable {
  private static final String BATCH_ID = "{\"batch_id\":\"";
  private static final int LENGTH_OF_ID = 36;

  /** A batch is stored in one transaction: one row of it says that all are there. */
  private static final String STORED =
      """
      SELECT id FROM unnest(?::uuid[]) AS batch (id)
      WHERE EXISTS (SELECT FROM predictions WHERE batch_id = batch.id)
      """;

  private static final String LEARNED =
      """
      SELECT id FROM unnest(?::uuid[]) AS batch (id)
      WHERE EXISTS (
        SELECT FROM predictions JOIN training USING (id) WHERE predictions.batch_id = batch.id)
      """;

  private static final String TOTAL =
      """
      SELECT (SELECT count(*) FROM predictions), (SELECT count(*) FROM training)
      """;

  private final Jedis redis;
  private final Connection database;
  private final PreparedStatement stored;
  private final PreparedStatement learned;

  /** How many rows are in the two tables. */
  record Rows(long predictions, long training) {}

  Progress(StackVariables variables) throws SQLException {
    this.redis = new Jedis(variables.value("REDISHOST"), variables.port("REDISPORT"));
    this.database =
        DriverManager.getConnection(
            "jdbc:postgresql://%s:%s/%s"
                .formatted(
                    variables.value("DBHOST"),
                    variables.value("DBPORT"),
                    variables.value("DBNAME")),
            variables.value("DBUSER"),
            variables.value("DBPASS"));
    this.stored = database.prepareStatement(STORED);
    this.learned = database.prepareStatement(LEARNED);
  }

  /** The batches at the head of the list that the predict API reads, as often as they are there. */
  List<UUID> shown(int most) {
    return redis.lrange("batches", 0, most - 1).stream().map(Progress::id).toList();
  }

  /** Those of the batches whose predictions are in the table. */
  Set<UUID> stored(Collection<UUID> batches) throws SQLException {
    return among(batches, stored);
  }

  /** Those of the batches whose rows are in table training. */
  Set<UUID> learned(Collection<UUID> batches) throws SQLException {
    return among(batches, learned);
  }

  private Set<UUID> among(Collection<UUID> batches, PreparedStatement query) throws SQLException {
    Set<UUID> found = new HashSet<>();
    if (!batches.isEmpty()) {
      query.setArray(1, database.createArrayOf("uuid", batches.toArray()));
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          found.add(result.getObject(1, UUID.class));
        }
      }
    }
    return found;
  }

  /** All rows there are. */
  Rows total() throws SQLException {
    try (PreparedStatement select = database.prepareStatement(TOTAL);
        ResultSet result = select.executeQuery()) {
      result.next();
      return new Rows(result.getLong(1), result.getLong(2));
    }
  }

  /** The number of the process that serves this connection to the database. */
  long session() throws SQLException {
    try (PreparedStatement select = database.prepareStatement("SELECT pg_backend_pid()");
        ResultSet result = select.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    redis.close();
    database.close();
  }

  private static UUID id(String entry) {
    int start = entry.indexOf(BATCH_ID) + BATCH_ID.length();
    return UUID.fromString(entry.substring(start, start + LENGTH_OF_ID));
  }
}
