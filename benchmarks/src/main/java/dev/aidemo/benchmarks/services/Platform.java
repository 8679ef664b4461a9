package dev.aidemo.benchmarks.services;

import dev.aidemo.embedded.PostgresServer;
import dev.aidemo.emulator.Emulator;
import dev.aidemo.local.stack.Deployables;
import dev.aidemo.local.stack.FunctionProcess;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * PostgreSQL with the tables, Pub/Sub and Cloud Storage for one section, and functions from their
 * deployables on them. Closing it ends all of them.
 */
public final class Platform implements AutoCloseable {
  private static final String USER = "ml_readwrite";
  private static final String PASSWORD = "benchmark";
  private static final String PROJECT = "benchmark";
  private static final String BUCKET = "benchmark-models";
  private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

  private final Deployables deployables;
  private final Path logs;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Map<String, String> variables = new HashMap<>();
  private final PostgresServer postgres;

  /**
   * Starts the services.
   *
   * @param root the folder of the parent POM, built
   * @throws IOException if there is no room for logs, or Pub/Sub refuses a topic
   */
  public Platform(Path root) throws IOException {
    this.deployables = new Deployables(root);
    this.logs = Files.createTempDirectory("benchmark-logs-");
    try {
      this.postgres = opened(PostgresServer.start(0));
      postgres.execute(deployables.schema());
      postgres.createUser(USER, PASSWORD);
      Emulator google = opened(Emulator.start(0));
      google.createBucket(BUCKET);
      for (String topic : DeployedFunction.topics()) {
        put("http://%s/v1/projects/%s/topics/%s".formatted(google.address(), PROJECT, topic));
      }
      variables.put("PUBSUB_EMULATOR_HOST", google.address());
      variables.put("STORAGE_EMULATOR_HOST", google.address());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
    variables.put("PROJECT_ID", PROJECT);
    variables.put("BUCKET", BUCKET);
    variables.put("DBHOST", postgres.host());
    variables.put("DBPORT", Integer.toString(postgres.port()));
    variables.put("DBNAME", postgres.database());
    variables.put("DBUSER", USER);
    variables.put("DBPASS", PASSWORD);
  }

  /** Where everything listens, as a function is told it. */
  public Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  /** The built functions. */
  public Deployables deployables() {
    return deployables;
  }

  /** A new connection as the owner of the database. */
  public Connection owner() throws SQLException {
    return DriverManager.getConnection(
        postgres.jdbcUrl(), postgres.superuser(), postgres.superuserPassword());
  }

  /** A function that listens, in a JVM with the memory of its deployment, until this is closed. */
  public PushTarget start(DeployedFunction function) {
    return new PushTarget(
        opened(process(function, Map.of(), pid -> {})).endpoint(), function.trigger());
  }

  /**
   * The same, to be closed by the caller.
   *
   * @param settings variables besides those of the platform
   * @param started told the number of the process as soon as there is one
   */
  public FunctionProcess process(
      DeployedFunction function, Map<String, String> settings, LongConsumer started) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.putAll(settings);
    var process =
        new FunctionProcess(
            function,
            deployables.invoker(),
            deployables.jar(function),
            environment,
            logs,
            note -> System.err.println(note),
            started);
    try {
      process.awaitReady();
      return process;
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.push(resource);
    return resource;
  }

  private static void put(String uri) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .timeout(LONGEST_CALL)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{}"))
            .build();
    try {
      int status = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
      if (status >= 300) {
        throw new IOException(uri + " answers " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        System.err.println("cannot close: " + e.getMessage());
      }
    }
  }
}
