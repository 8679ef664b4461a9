package dev.aidemo.testkit;

import dev.aidemo.embedded.PostgresServer;
import dev.aidemo.embedded.RedisServer;
import dev.aidemo.emulator.Emulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts the services that tests need, on first use; all tests of a JVM share them, and they stop
 * with it. If a system property {@code REDISHOST}, {@code DBHOST} or {@code PUBSUB_EMULATOR_HOST}
 * names a running service, as when tests run on containers, that one is used instead.
 */
public final class Services {
  /** The user that the HTTP functions connect as. */
  public static final String READER = "ml_readonly";

  /** The user that functions connect as. */
  public static final String USER = "ml_readwrite";

  private static final String PASSWORD = "planted-database-password";
  private static final List<String> TOPICS =
      List.of("request", "prediction", "feedback", "training", "job", "model", "dead-letter");

  private static @Nullable Emulator google;
  private static @Nullable PostgresServer postgres;
  private static @Nullable RedisServer redis;

  private Services() {}

  /** Returns the emulator of Pub/Sub, Cloud Storage and Secret Manager. */
  public static synchronized Emulator google() {
    if (google == null) {
      google = Emulator.start(0);
      Runtime.getRuntime().addShutdownHook(new Thread(google::close));
    }
    return google;
  }

  /** Returns PostgreSQL with {@code schema.sql} loaded. */
  public static synchronized PostgresServer postgres() {
    if (postgres == null) {
      postgres = PostgresServer.start(0);
      postgres.execute(projectFolder().resolve("schema.sql"));
      postgres.createUser(USER, PASSWORD);
    }
    return postgres;
  }

  /** Returns Redis, which is empty at first. */
  public static synchronized RedisServer redis() {
    if (redis == null) {
      redis = RedisServer.start(0);
    }
    return redis;
  }

  /**
   * Returns the environment variables of a new project with a bucket and all topics. The database
   * and Redis are the same for all projects.
   */
  public static Map<String, String> environment() {
    String project = "project-" + UUID.randomUUID().toString().substring(0, 8);
    Map<String, String> variables = new HashMap<>();
    variables.put("PROJECT_ID", project);
    variables.put("BUCKET", project + "-models");
    variables.put("PUBSUB_EMULATOR_HOST", pubSubAddress());
    variables.put("STORAGE_EMULATOR_HOST", google().address());
    variables.put("SECRET_MANAGER_EMULATOR_HOST", google().address());
    google().createBucket(project + "-models");
    var pubSub = new PubSub(pubSubAddress(), project);
    TOPICS.forEach(pubSub::createTopic);
    variables.putAll(redisVariables());
    variables.putAll(databaseVariables());
    return variables;
  }

  /** Returns the environment variables with {@link #READER} as the user of the database. */
  public static Map<String, String> readOnly(Map<String, String> environment) throws SQLException {
    try (Connection connection = owner();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER ROLE " + READER + " PASSWORD '" + PASSWORD + "'");
    }
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("DBUSER", READER);
    variables.put("DBPASS", PASSWORD);
    return variables;
  }

  /** Returns a connection as the owner of the database. */
  public static Connection owner() throws SQLException {
    String url = System.getProperty("DBOWNERURL");
    return url == null
        ? DriverManager.getConnection(
            postgres().jdbcUrl(), postgres().superuser(), postgres().superuserPassword())
        : DriverManager.getConnection(url);
  }

  /**
   * Returns what PostgreSQL keeps of the password of {@link #USER}: enough to verify it by SCRAM.
   */
  static String passwordSecret() {
    String query = "SELECT rolpassword FROM pg_authid WHERE rolname = '" + USER + "'";
    try (Connection connection = owner();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot read pg_authid", e);
    }
  }

  /** Returns the folder of the project, whichever module's tests are running. */
  public static Path projectFolder() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("schema.sql"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("schema.sql is in no folder above this one");
      }
    }
    return folder;
  }

  private static String pubSubAddress() {
    String given = System.getProperty("PUBSUB_EMULATOR_HOST");
    return given == null ? google().address() : given;
  }

  private static Map<String, String> redisVariables() {
    String given = System.getProperty("REDISHOST");
    return given == null
        ? Map.of("REDISHOST", redis().host(), "REDISPORT", Integer.toString(redis().port()))
        : Map.of("REDISHOST", given, "REDISPORT", System.getProperty("REDISPORT", "6379"));
  }

  private static Map<String, String> databaseVariables() {
    String given = System.getProperty("DBHOST");
    return given == null
        ? Map.of(
            "DBHOST", postgres().host(),
            "DBPORT", Integer.toString(postgres().port()),
            "DBNAME", postgres().database(),
            "DBUSER", USER,
            "DBPASS", PASSWORD)
        : Map.of(
            "DBHOST", given,
            "DBPORT", System.getProperty("DBPORT", "5432"),
            "DBNAME", System.getProperty("DBNAME", "bank_data"),
            "DBUSER", USER,
            "DBPASS", System.getProperty("DBPASS", PASSWORD));
  }
}
