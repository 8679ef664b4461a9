package dev.aidemo.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a real PostgreSQL on 127.0.0.1 with an empty database {@code bank_data}, in which everybody
 * needs a password. Committed data survives a crash of the server but, for speed, not one of the
 * machine. The server stops when this object is closed or the JVM ends.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String DATABASE = "bank_data";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(3);

  private final EmbeddedPostgres postgres;
  private final TemporaryFolder folder;
  private final Postmaster postmaster;
  private final OrphanGuard guard;
  private final Superuser superuser;

  private PostgresServer(EmbeddedPostgres postgres, TemporaryFolder folder, OrphanGuard guard) {
    this.postgres = postgres;
    this.folder = folder;
    this.postmaster = new Postmaster(folder.path());
    this.guard = guard;
    this.superuser = new Superuser(postgres.getPort(), UUID.randomUUID().toString());
  }

  /**
   * Starts PostgreSQL, creates the database and requires passwords.
   *
   * @param port 0 for any free one
   * @throws IllegalStateException if it does not start; the message says why
   */
  public static PostgresServer start(int port) {
    PostgresServer server = Ports.start("PostgreSQL", port, PostgresServer::startOn);
    try {
      server.superuser.prepare(DATABASE);
      return server;
    } catch (SQLException | IOException | RuntimeException e) {
      server.close();
      throw new IllegalStateException("cannot prepare PostgreSQL: " + e.getMessage(), e);
    }
  }

  private static PostgresServer startOn(int port) {
    TemporaryFolder folder = TemporaryFolder.create("embedded-postgres-");
    OrphanGuard guard =
        OrphanGuard.ofServer(new Postmaster(folder.path()).pidFile(), folder.path());
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(folder.path())
              .setPGStartupWait(START_TIMEOUT)
              .setLocaleConfig("locale", "C")
              .setServerConfig("listen_addresses", Loopback.HOST)
              // Sockets in the shared folder would outlive a crash and block the port.
              .setServerConfig("unix_socket_directories", "")
              .setServerConfig("fsync", "off")
              .setServerConfig("full_page_writes", "off")
              // The library turns this off, and a crash could then lose committed data.
              .setServerConfig("synchronous_commit", "on")
              .start();
      return new PostgresServer(postgres, folder, guard);
    } catch (IOException | IllegalStateException e) {
      guard.close();
      folder.close();
      throw new IllegalStateException(
          "PostgreSQL did not start on port %d within %d s: %s"
              .formatted(port, START_TIMEOUT.toSeconds(), e.getMessage()),
          e);
    }
  }

  public String host() {
    return Loopback.HOST;
  }

  public int port() {
    return postgres.getPort();
  }

  public String database() {
    return DATABASE;
  }

  /** Returns the URL, without user and password. */
  public String jdbcUrl() {
    return Superuser.url(port(), DATABASE);
  }

  public String superuser() {
    return Superuser.NAME;
  }

  /** Returns the superuser's password, which is another one for each server. */
  public String superuserPassword() {
    return superuser.password();
  }

  /** Returns the id of the server process, the parent of the processes of all sessions. */
  public long pid() {
    return postmaster.pid();
  }

  /**
   * Ends the server as a crash would, and starts it again with the same port and the committed
   * data.
   *
   * @throws IllegalStateException if it does not start within 30 seconds
   */
  public void restart() {
    postmaster.restart();
  }

  /**
   * Runs a file of SQL statements in {@code bank_data} as the superuser, all or nothing. It must
   * not contain commands of {@code psql}, which begin with a backslash.
   *
   * @throws IllegalStateException if a statement fails; the message names the file and the reason
   */
  public void execute(Path sqlFile) {
    try {
      execute(Files.readString(sqlFile));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + sqlFile, e);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(sqlFile + ": " + e.getMessage(), e);
    }
  }

  /**
   * Runs SQL statements in {@code bank_data} as the superuser, all or nothing.
   *
   * @throws IllegalStateException if a statement fails
   */
  public void execute(String sql) {
    try {
      superuser.execute(DATABASE, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * Lets a user log in with the password. Creates the role if there is none, and grants it nothing.
   *
   * @throws IllegalStateException if the server rejects the name or the password
   */
  public void createUser(String name, String userPassword) {
    try {
      superuser.createUser(name, userPassword);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create user " + name + ": " + e.getMessage(), e);
    }
  }

  /** Stops the server, by force if necessary, and deletes its data. */
  @Override
  public void close() {
    Optional<ProcessHandle> server = postmaster.process();
    try {
      postgres.close();
    } catch (IOException | RuntimeException e) {
      // It is killed next.
    }
    server.ifPresent(PostgresServer::kill);
    folder.close();
    // Last, because this JVM may be killed meanwhile.
    guard.close();
  }

  private static void kill(ProcessHandle server) {
    server.destroyForcibly();
    try {
      server.onExit().get(KILL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // Nothing stronger is left.
    }
  }
}
