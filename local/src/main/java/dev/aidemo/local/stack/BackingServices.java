package dev.aidemo.local.stack;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.embedded.PortReservation;
import dev.aidemo.embedded.PostgresServer;
import dev.aidemo.embedded.RedisServer;
import dev.aidemo.emulator.Emulator;
import dev.aidemo.operations.services.Reachable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Starts Pub/Sub, Cloud Storage, Redis and PostgreSQL, unless an environment variable names one
 * that is running.
 */
final class BackingServices {
  private static final String USER = "ml_readwrite";
  private static final String READER = "ml_readonly";
  private static final int STOP_TIMEOUT_SECONDS = 20;

  private final StackOptions options;
  private final Closer closer;
  private final Map<String, String> values = new HashMap<>();
  private final CompletableFuture<?> database;
  private final StackVariables variables;

  /**
   * Starts the services, and returns as soon as their addresses are known. PostgreSQL takes
   * longest, and {@link #awaitDatabase} waits for it.
   *
   * @throws StackException if a service does not start
   * @throws dev.aidemo.operations.OperationException if one that a variable names does not answer
   */
  BackingServices(StackOptions options, Path schema, Closer closer) {
    this.options = options;
    this.closer = closer;
    set("PROJECT_ID", "ai-demo");
    set("BUCKET", "ai-demo-models");
    // In production it is once a minute and every ten seconds, too slow for a person who watches.
    set("MODEL_REFRESH_SECONDS", "1");
    set("TRAINING_INTERVAL_SECONDS", "1");
    this.database = startPostgres(schema);
    startEmulator();
    startRedis();
    this.variables = new StackVariables(values);
  }

  StackVariables variables() {
    return variables;
  }

  /** Returns who only reads from the database; the user of a server that is not ours does both. */
  String reader() {
    return options.isSet("DBHOST") ? variables.value("DBUSER") : READER;
  }

  /**
   * Waits until the database is ready.
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

  private void startEmulator() {
    set("PUBSUB_EMULATOR_HOST", "");
    set("STORAGE_EMULATOR_HOST", "");
    if (value("PUBSUB_EMULATOR_HOST").isEmpty() || value("STORAGE_EMULATOR_HOST").isEmpty()) {
      Emulator emulator =
          start(
              "Pub/Sub and Cloud Storage",
              () -> closer.add(Emulator.start(options.ports().pubSub())));
      emulator.createBucket(value("BUCKET"));
      set("PUBSUB_EMULATOR_HOST", emulator.address());
      set("STORAGE_EMULATOR_HOST", emulator.address());
    }
    Reachable.require("PUBSUB_EMULATOR_HOST", value("PUBSUB_EMULATOR_HOST"));
    Reachable.require("STORAGE_EMULATOR_HOST", value("STORAGE_EMULATOR_HOST"));
    if (options.isSet("STORAGE_EMULATOR_HOST")) {
      new ModelStore(Environment.of(values)).createBucket(value("PROJECT_ID"));
    }
  }

  private void startRedis() {
    if (options.isSet("REDISHOST")) {
      set("REDISHOST", "");
      set("REDISPORT", "6379");
      for (String name : List.of("REDISAUTH", "REDISTLS", "REDISROOTCERT")) {
        set(name, "");
      }
      Reachable.require("REDISHOST", value("REDISHOST") + ":" + value("REDISPORT"));
    } else {
      RedisServer redis =
          start("Redis", () -> closer.add(RedisServer.start(options.ports().redis())));
      values.put("REDISHOST", redis.host());
      values.put("REDISPORT", Integer.toString(redis.port()));
    }
  }

  private CompletableFuture<?> startPostgres(Path schema) {
    if (options.isSet("DBHOST")) {
      set("DBPORT", "5432");
      for (String name :
          List.of(
              "DBHOST", "DBNAME", "DBUSER", "DBPASS", "DBPOOLER", "DBSSLMODE", "DBSSLROOTCERT")) {
        set(name, "");
      }
      Reachable.require("DBHOST", value("DBHOST") + ":" + value("DBPORT"));
      return CompletableFuture.completedFuture(null);
    }
    // Reserved here, because the functions are told the port before PostgreSQL listens.
    int port =
        options.ports().database() == 0
            ? closer.add(PortReservation.take()).port()
            : options.ports().database();
    String password = UUID.randomUUID().toString();
    values.put("DBHOST", "127.0.0.1");
    values.put("DBPORT", Integer.toString(port));
    values.put("DBNAME", "bank_data");
    values.put("DBUSER", USER);
    values.put("DBPASS", password);
    CompletableFuture<PostgresServer> server =
        CompletableFuture.supplyAsync(
            () -> start("PostgreSQL", () -> postgres(port, schema, password)));
    // Waits for a server that is still starting, because it cannot be stopped yet.
    closer.add(() -> server.get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS).close());
    return server;
  }

  private static PostgresServer postgres(int port, Path schema, String password) {
    PostgresServer postgres = PostgresServer.start(port);
    try {
      postgres.execute(schema);
      postgres.createUser(USER, password);
      postgres.createUser(READER, password);
      return postgres;
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  private static <T> T start(String service, Supplier<T> starter) {
    try {
      return starter.get();
    } catch (StackException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new StackException(service + ": " + e.getMessage(), e);
    }
  }

  private void set(String name, String fallback) {
    values.put(name, options.value(name, fallback));
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }
}
