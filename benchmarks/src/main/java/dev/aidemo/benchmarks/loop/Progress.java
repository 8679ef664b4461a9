package dev.aidemo.benchmarks.loop;

import dev.aidemo.common.cache.RecentBatches;
import dev.aidemo.common.cache.Redis;
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

/**
 * Tells which batches a reader can see, in Redis and in the tables. It has its own queries and its
 * own connection, because it checks what the functions do.
 */
public final class Progress implements AutoCloseable {
  static final String PREDICTIONS = "predictions";
  static final String TRAINING = "predictions JOIN training USING (id)";

  private final Redis redis;
  private final Connection database;

  public Progress(StackVariables variables) throws SQLException {
    this.redis = new Redis(variables.environment());
    String address = variables.value("DBHOST") + ":" + variables.value("DBPORT");
    String url = "jdbc:postgresql://" + address + "/" + variables.value("DBNAME");
    this.database =
        DriverManager.getConnection(url, variables.value("DBUSER"), variables.value("DBPASS"));
  }

  /** Returns the newest batches in the list that the predict API reads. */
  List<UUID> shown(int count) {
    // Each entry begins with {"batch_id":"
    return new RecentBatches(redis)
        .newest(count).stream().map(entry -> UUID.fromString(entry.substring(13, 49))).toList();
  }

  /** Returns which of the batches have rows in a table; a batch is added in one transaction. */
  Set<UUID> stored(String table, Collection<UUID> wanted) throws SQLException {
    Set<UUID> found = new HashSet<>();
    if (!wanted.isEmpty()) {
      String exists = "EXISTS (SELECT FROM " + table + " WHERE batch_id = batch.id)";
      String query = "SELECT id FROM unnest(?::uuid[]) AS batch (id) WHERE " + exists;
      try (PreparedStatement select = database.prepareStatement(query)) {
        select.setArray(1, database.createArrayOf("uuid", wanted.toArray()));
        ResultSet result = select.executeQuery();
        while (result.next()) {
          found.add(result.getObject(1, UUID.class));
        }
      }
    }
    return found;
  }

  /** Returns the number that a query gives. */
  public long number(String query) throws SQLException {
    try (PreparedStatement select = database.prepareStatement(query)) {
      ResultSet result = select.executeQuery();
      result.next();
      return result.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    redis.close();
    database.close();
  }
}
