package dev.aidemo.testkit.containers;


import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * Starts PostgreSQL, Redis and Google's Pub/Sub emulator in containers before the first test of a
 * JVM, and names them in the system properties that {@link Services} looks at. Testcontainers stops
 * them with the JVM.
 */
public final class Containers implements LauncherSessionListener {
  private static final String PASSWORD = "planted-database-password";
  private static final int POSTGRES = 5432;
  private static final int REDIS = 6379;
  private static final int PUB_SUB = 8085;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    var postgres =
        container("postgres:15-alpine", POSTGRES)
            .withEnv("POSTGRES_PASSWORD", PASSWORD)
            .withEnv("POSTGRES_DB", "bank_data")
            .waitingFor(Wait.forLogMessage(".*ready to accept connections.*\\n", 2));
    var redis = container("redis:7-alpine", REDIS);
    var pubSub =
        container("google/cloud-sdk:emulators", PUB_SUB)
            .withCommand(
                "gcloud", "beta", "emulators", "pubsub", "start", "--host-port=0.0.0.0:" + PUB_SUB)
            .waitingFor(Wait.forLogMessage(".*Server started.*\\n", 1))
            .withStartupTimeout(Duration.ofMinutes(3));
    postgres.start();
    redis.start();
    pubSub.start();
    String url =
        "jdbc:postgresql://%s:%d/bank_data?user=postgres&password=%s"
            .formatted(postgres.getHost(), postgres.getMappedPort(POSTGRES), PASSWORD);
    loadSchema(url);
    System.setProperty("DBHOST", postgres.getHost());
    System.setProperty("DBPORT", Integer.toString(postgres.getMappedPort(POSTGRES)));
    System.setProperty("DBPASS", PASSWORD);
    System.setProperty("DBOWNERURL", url);
    System.setProperty("REDISHOST", redis.getHost());
    System.setProperty("REDISPORT", Integer.toString(redis.getMappedPort(REDIS)));
    System.setProperty(
        "PUBSUB_EMULATOR_HOST", pubSub.getHost() + ":" + pubSub.getMappedPort(PUB_SUB));
  }

  private static GenericContainer<?> container(String image, int port) {
    return new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(port);
  }

  private static void loadSchema(String url) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(Files.readString(Services.projectFolder().resolve("schema.sql")));
      statement.execute("ALTER ROLE " + Services.USER + " PASSWORD '" + PASSWORD + "'");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("schema.sql cannot be loaded: " + e.getMessage(), e);
    }
  }
}
