package dev.aidemo.benchmarks.platform;

import dev.aidemo.embedded.PostgresServer;
import dev.aidemo.embedded.RedisServer;
import dev.aidemo.emulator.Emulator;
import dev.aidemo.local.stack.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Starts PostgreSQL, Redis and the emulator, all empty. A section has its own, so that the rows of
 * one do not slow down the next.
 */
final class Services implements AutoCloseable {
  private static final String NAME = "benchmark";
  private static final String USER = "ml_readwrite";
  private static final String PASSWORD = "benchmark";

  private final Emulator google = Emulator.start(0);
  private final RedisServer redis = RedisServer.start(0);
  private final PostgresServer postgres = PostgresServer.start(0);

  Services(Path schema) throws IOException {
    postgres.execute(schema);
    postgres.createUser(USER, PASSWORD);
    google.createBucket(NAME);
    google.createSecret(NAME, "db-pass", PASSWORD);
    try (var topology = new Topology(NAME, google.address())) {
      topology.createTopics();
    }
  }

  /** Returns where everything is, in a new map. */
  Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    variables.put("PROJECT_ID", NAME);
    variables.put("BUCKET", NAME);
    variables.put("PUBSUB_EMULATOR_HOST", google.address());
    variables.put("STORAGE_EMULATOR_HOST", google.address());
    variables.put("SECRET_MANAGER_EMULATOR_HOST", google.address());
    variables.put("REDISHOST", redis.host());
    variables.put("REDISPORT", Integer.toString(redis.port()));
    variables.put("DBHOST", postgres.host());
    variables.put("DBPORT", Integer.toString(postgres.port()));
    variables.put("DBNAME", postgres.database());
    variables.put("DBUSER", USER);
    variables.put("DBPASS", PASSWORD);
    // Otherwise each training would wait for the one before.
    variables.put("TRAINING_INTERVAL_SECONDS", "0");
    return variables;
  }

  PostgresServer postgres() {
    return postgres;
  }

  @Override
  public void close() {
    postgres.close();
    redis.close();
    google.close();
  }
}
