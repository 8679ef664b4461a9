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
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The services of one test run: started on first need, shared by all tests of the JVM, and stopped
 * with it. Where a system property has the name of a variable ({@code REDISHOST}, {@code DBHOST},
 * {@code PUBSUB_EMULATOR_HOST}), the service it names is used instead: so do tests that run on
 * containers.
 */
public final class Services {
  /** The user that functions connect as. */
  public static final String USER = "ml_readwrite";

  private static final String PASSWORD = "planted-database-password";

  private static @Nullable Emulator google;
  private static @Nullable PostgresServer postgres;
  private static @Nullable RedisServer redis;

  private Services() {}

  /** Pub/Sub, Cloud Storage and Secret Manager. */
  public static synchronized Emulator google() {
    if (google == null) {
      google = Emulator.start(0);
      Runtime.getRuntime().addShutdownHook(new Thread(google::close));
    }
    return google;
  }

  /** PostgreSQL with {@code schema.sql} loaded. */
  public static synchronized PostgresServer postgres() {
    if (postgres == null) {
      postgres = PostgresServer.start(0);
      postgres.execute(projectFolder().resolve("schema.sql"));
      postgres.createUser(USER, PASSWORD);
    }
    return postgres;
  }

  /** An empty Redis. */
  public static synchronized RedisServer redis() {
    if (redis == null) {
      redis = RedisServer.start(0);
    }
    return redis;
  }

  /**
   * The variables of a project of its own, with its bucket and topics; the database and Redis are
   * shared by all projects.
   */
  public static Map<String, String> environment() {
    String project = "project-" + UUID.randomUUID().toString().substring(0, 8);
    Map<String, String> variables = new HashMap<>();
    variables.put("PROJECT_ID", project);
    variables.put("BUCKET", project + "-models");
    variables.put("PUBSUB_EMULATOR_HOST", pubSub());
    variables.put("STORAGE_EMULATOR_HOST", google().address());
    variables.put("SECRET_MANAGER_EMULATOR_HOST", google().address());
    google().createBucket(project + "-models");
    for (String topic : Inbox.TOPICS) {
      Inbox.createTopic(pubSub(), project, topic);
    }
    variables.putAll(redisVariables());
    variables.putAll(databaseVariables());
    return variables;
  }

  /** A connection as the owner of the database, for tests to look with. */
  public static Connection owner() throws SQLException {
    String url = System.getProperty("DBOWNERURL");
    return url == null
        ? DriverManager.getConnection(
            postgres().jdbcUrl(), postgres().superuser(), postgres().superuserPassword())
        : DriverManager.getConnection(url);
  }

  /** What PostgreSQL keeps of the password of {@link #USER}: enough to verify it by SCRAM. */
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

  /** The folder that holds {@code schema.sql}, seen from whichever module runs. */
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

  private static String pubSub() {
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
