package dev.aidemo.benchmarks.deployed;

import dev.aidemo.benchmarks.process.Limits;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.embedded.PostgresServer;
import dev.aidemo.embedded.RedisServer;
import dev.aidemo.emulator.Emulator;
import dev.aidemo.local.stack.Deployables;
import dev.aidemo.local.stack.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * PostgreSQL, Redis, Pub/Sub and Cloud Storage of a section's own, and what starts functions on
 * them. Closing it stops the services; what was started is closed by whoever started it.
 */
public final class Platform implements AutoCloseable {
  private static final String USER = "ml_readwrite";
  private static final String PROJECT = "benchmark";
  private static final String BUCKET = "benchmark-models";

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Path logs;
  private final Launcher launcher;
  private final PostgresServer postgres;
  private final Work work;

  /**
   * Starts the services, has a model trained and promotes it, all by the functions themselves.
   *
   * @param root the folder of the parent POM, built
   * @param section whose logs it keeps, in the build folder of the benchmarks
   */
  public Platform(Path root, String section) throws IOException {
    this.logs = Files.createDirectories(root.resolve("benchmarks/target/logs").resolve(section));
    this.launcher = new Launcher(root, logs);
    try {
      this.postgres = opened(PostgresServer.start(0));
      start(new Deployables(root).schema());
      Environment environment = Environment.of(variables);
      this.work = new Work(variables, new Database(environment), postgres);
      new FirstModel(this).train(environment);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void start(Path schema) throws IOException {
    String password = UUID.randomUUID().toString();
    postgres.execute(schema);
    postgres.createUser(USER, password);
    Emulator google = opened(Emulator.start(0));
    RedisServer redis = opened(RedisServer.start(0));
    google.createBucket(BUCKET);
    try (var topology = new Topology(PROJECT, google.address())) {
      topology.createTopics();
    }
    variables.put("PROJECT_ID", PROJECT);
    variables.put("BUCKET", BUCKET);
    variables.put("PUBSUB_EMULATOR_HOST", google.address());
    variables.put("STORAGE_EMULATOR_HOST", google.address());
    variables.put("REDISHOST", redis.host());
    variables.put("REDISPORT", Integer.toString(redis.port()));
    variables.put("DBHOST", postgres.host());
    variables.put("DBPORT", Integer.toString(postgres.port()));
    variables.put("DBNAME", postgres.database());
    variables.put("DBUSER", USER);
    variables.put("DBPASS", password);
    // Else each training would wait for the one before.
    variables.put("TRAINING_INTERVAL_SECONDS", "0");
  }

  /** The ways to start functions. */
  public Launcher launcher() {
    return launcher;
  }

  /** Messages for the functions. */
  public Work work() {
    return work;
  }

  /** Starts a function, and returns before it listens. */
  public Deployment start(Subject subject, Way way, Limits limits) throws IOException {
    return new Deployment(
        launcher.command(way, subject),
        launcher.environment(way, variables),
        limits,
        logs.resolve(subject.name() + ".log"));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.push(resource);
    return resource;
  }

  /** Stops all services, whatever happens to one of them. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        System.err.println("cannot stop a service: " + e);
      }
    }
  }
}
