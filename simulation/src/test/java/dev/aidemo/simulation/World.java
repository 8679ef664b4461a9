package dev.aidemo.simulation;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.stored.StoreContents;
import dev.aidemo.embedded.PostgresServer;
import dev.aidemo.embedded.RedisServer;
import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Holds the stores and the simulated Pub/Sub of one simulation at a time. */
final class World implements AutoCloseable {
  /** PostgreSQL grants a lock before it answers the transaction that held it. */
  private static final String WAITING =
      """
      SELECT count(DISTINCT pid)
      FROM pg_locks JOIN pg_stat_activity USING (pid)
      WHERE NOT granted AND datname = current_database()
      """;

  private static final String EMPTY =
      """
      TRUNCATE training, predictions, jobs, skipped_trainings;
      ALTER SEQUENCE model_version RESTART
      """;

  private final Broker broker;
  private final RedisServer redisServer;
  private final Redis redis;
  private final Connection owner;
  private final Map<String, String> variables;
  private final Database database;
  private int runs;

  World(String name) throws SQLException, IOException {
    broker = new Broker();
    redisServer = RedisServer.start(0);
    variables = new HashMap<>(Services.environment());
    owner = createDatabase(name);
    execute(
        "ALTER ROLE %s PASSWORD '%s'"
            .formatted(Services.USER, QuickPassword.stored(variables.getOrDefault("DBPASS", ""))));
    variables.put("DBNAME", name);
    variables.put("REDISHOST", redisServer.host());
    variables.put("REDISPORT", Integer.toString(redisServer.port()));
    variables.put("PUBSUB_EMULATOR_HOST", broker.address());
    variables.put("MODEL_REFRESH_SECONDS", "0");
    variables.put("TRAINING_INTERVAL_SECONDS", "0");
    database = new Database(Environment.of(variables));
    redis = new Redis(Environment.of(variables));
  }

  private static Connection createDatabase(String name) throws SQLException, IOException {
    try (Connection postgres = Services.owner();
        Statement statement = postgres.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    PostgresServer server = Services.postgres();
    Connection connection =
        DriverManager.getConnection(
            server.jdbcUrl().replaceFirst("[^/]+$", name),
            server.superuser(),
            server.superuserPassword());
    try (Statement statement = connection.createStatement()) {
      statement.execute(Files.readString(Services.projectFolder().resolve("schema.sql")));
    }
    return connection;
  }

  /** Empties all stores but for the starter rows, and takes another bucket. */
  void reset() throws SQLException {
    redis.client().flushAll();
    execute(EMPTY);
    new TrainingRows(database).addStarter(BankData.load().starter());
    variables.put("BUCKET", "models-" + variables.get("DBNAME").replace('_', '-') + "-" + ++runs);
    Services.google().createBucket(variables.get("BUCKET"));
  }

  Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  Environment environment() {
    return Environment.of(variables);
  }

  Redis redis() {
    return redis;
  }

  Broker broker() {
    return broker;
  }

  /** Returns the database as the functions see it. */
  Database database() {
    return database;
  }

  /** Returns what the stores hold now. */
  StoreContents contents() {
    return new StoreContents(database, redis, new ModelStore(Environment.of(variables)));
  }

  /** Returns how many connections wait for a lock. */
  int waitingForLocks() throws SQLException {
    try (Statement statement = owner.createStatement();
        ResultSet result = statement.executeQuery(WAITING)) {
      result.next();
      return result.getInt(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    owner.close();
    redis.client().close();
    redisServer.close();
    broker.close();
  }
}
