package dev.aidemo.local.stack;

import dev.aidemo.embedded.PostgresServer;
import dev.aidemo.embedded.RedisServer;
import dev.aidemo.emulator.Emulator;
import dev.aidemo.operations.target.Reachable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Pub/Sub, Cloud Storage, Redis and PostgreSQL: each the one that an environment variable names, or
 * else an embedded one.
 */
final class Services {
  private static final String USER = "ml_readwrite";
  private static final int STOP_SECONDS = 20;

  private final StackOptions options;
  private final Closer closer;
  private final String password = UUID.randomUUID().toString();
  private final CompletableFuture<?> database;
  private final StackVariables variables;

  /**
   * Starts what is not given. Returns as soon as it is known where everything listens: PostgreSQL
   * takes longest, and {@link #awaitDatabase} waits for it.
   *
   * @throws StackException if a service does not start or does not answer
   */
  Services(StackOptions options, Path schema, Closer closer) {
    this.options = options;
    this.closer = closer;
    Map<String, String> values = new HashMap<>();
    values.put("PROJECT_ID", options.given("PROJECT_ID", "ai-demo"));
    values.put("BUCKET", options.given("BUCKET", "ai-demo-models"));
    this.database = database(values, schema);
    google(values);
    redis(values);
    this.variables = new StackVariables(values);
  }

  StackVariables variables() {
    return variables;
  }

  /**
   * Waits until the database can be used.
   *
   * @throws StackException if it does not start
   */
  void awaitDatabase() {
    try {
      database.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StackException cause ? cause : new StackException(e.toString());
    }
  }

  private void google(Map<String, String> values) {
    boolean pubSub = options.isGiven("PUBSUB_EMULATOR_HOST");
    boolean storage = options.isGiven("STORAGE_EMULATOR_HOST");
    String embedded =
        pubSub && storage
            ? ""
            : started(
                    "Pub/Sub and Cloud Storage",
                    () -> closer.add(Emulator.start(options.pubSubPort())))
                .address();
    values.put("PUBSUB_EMULATOR_HOST", options.given("PUBSUB_EMULATOR_HOST", embedded));
    values.put("STORAGE_EMULATOR_HOST", options.given("STORAGE_EMULATOR_HOST", embedded));
    for (String name : new String[] {"PUBSUB_EMULATOR_HOST", "STORAGE_EMULATOR_HOST"}) {
      Reachable.require(name, values.getOrDefault(name, ""));
    }
  }

  private void redis(Map<String, String> values) {
    if (options.isGiven("REDISHOST")) {
      values.put("REDISHOST", options.given("REDISHOST", ""));
      values.put("REDISPORT", options.given("REDISPORT", "6379"));
      passOn(values, "REDISAUTH", "REDISTLS", "REDISROOTCERT");
      Reachable.require("REDISHOST", values.get("REDISHOST") + ":" + values.get("REDISPORT"));
    } else {
      RedisServer redis =
          started("Redis", () -> closer.add(RedisServer.start(options.redisPort())));
      values.put("REDISHOST", redis.host());
      values.put("REDISPORT", Integer.toString(redis.port()));
    }
  }

  private void passOn(Map<String, String> values, String... names) {
    for (String name : names) {
      values.put(name, options.given(name, ""));
    }
  }

  private CompletableFuture<?> database(Map<String, String> values, Path schema) {
    if (options.isGiven("DBHOST")) {
      values.put("DBHOST", options.given("DBHOST", ""));
      values.put("DBPORT", options.given("DBPORT", "5432"));
      values.put("DBNAME", options.given("DBNAME", ""));
      values.put("DBUSER", options.given("DBUSER", ""));
      values.put("DBPASS", options.given("DBPASS", ""));
      passOn(values, "DBPOOLER", "DBSSLMODE", "DBSSLROOTCERT");
      Reachable.require("DBHOST", values.get("DBHOST") + ":" + values.get("DBPORT"));
      return CompletableFuture.completedFuture(null);
    }
    // The functions need to be told the port long before PostgreSQL is up.
    int port =
        options.databasePort() == 0
            ? closer.add(PortReservation.take()).port()
            : options.databasePort();
    values.put("DBHOST", "127.0.0.1");
    values.put("DBPORT", Integer.toString(port));
    values.put("DBNAME", "bank_data");
    values.put("DBUSER", USER);
    values.put("DBPASS", password);
    CompletableFuture<PostgresServer> server =
        CompletableFuture.supplyAsync(() -> started("PostgreSQL", () -> postgres(port, schema)));
    // A server that is still starting cannot be stopped yet.
    closer.add(() -> server.get(STOP_SECONDS, TimeUnit.SECONDS).close());
    return server;
  }

  private PostgresServer postgres(int port, Path schema) {
    PostgresServer postgres = PostgresServer.start(port);
    try {
      postgres.execute(schema);
      postgres.createUser(USER, password);
      return postgres;
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  private static <T> T started(String service, Supplier<T> start) {
    try {
      return start.get();
    } catch (StackException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new StackException(service + ": " + e.getMessage(), e);
    }
  }
}
