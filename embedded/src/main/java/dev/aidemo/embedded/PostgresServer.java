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
 * A real PostgreSQL on 127.0.0.1 with an empty database {@code bank_data}. Everybody needs a
 * password. What is committed survives a crash of the server, though not one of the machine: that
 * is traded for speed. It ends with this object or with the JVM, whichever comes first.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String DATABASE = "bank_data";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration KILL = Duration.ofSeconds(3);

  private final EmbeddedPostgres postgres;
  private final Folder folder;
  private final Postmaster postmaster;
  private final OrphanGuard guard;
  private final Superuser superuser;

  private PostgresServer(EmbeddedPostgres postgres, Folder folder, OrphanGuard guard) {
    this.postgres = postgres;
    this.folder = folder;
    this.postmaster = new Postmaster(folder.path());
    this.guard = guard;
    this.superuser = new Superuser(postgres.getPort(), UUID.randomUUID().toString());
  }

  /**
   * Starts a PostgreSQL, creates the database and closes the door to everybody without a password.
   *
   * @param port 0 for any free one
   * @throws IllegalStateException if it does not start; the message says why
   */
  public static PostgresServer start(int port) {
    PostgresServer server = Ports.attempt("PostgreSQL", port, PostgresServer::startOn);
    try {
      server.superuser.prepare(DATABASE);
      return server;
    } catch (SQLException | IOException | RuntimeException e) {
      server.close();
      throw new IllegalStateException("cannot prepare PostgreSQL: " + e.getMessage(), e);
    }
  }

  private static PostgresServer startOn(int port) {
    Folder folder = Folder.create("embedded-postgres-");
    OrphanGuard guard = null;
    try {
      guard = OrphanGuard.over(new Postmaster(folder.path()).pidFile(), folder.path());
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(folder.path())
              .setPGStartupWait(START)
              .setLocaleConfig("locale", "C")
              .setServerConfig("listen_addresses", Loopback.HOST)
              // Sockets in a folder that all share would outlive a crash and block the port.
              .setServerConfig("unix_socket_directories", "")
              .setServerConfig("fsync", "off")
              .setServerConfig("full_page_writes", "off")
              // What is answered as committed is kept when the server crashes: zonky's default is
              // off.
              .setServerConfig("synchronous_commit", "on")
              .start();
      return new PostgresServer(postgres, folder, guard);
    } catch (IOException | IllegalStateException e) {
      if (guard != null) {
        guard.close();
      }
      folder.close();
      throw new IllegalStateException(
          "PostgreSQL did not start on port %d within %d s: %s"
              .formatted(port, START.toSeconds(), e.getMessage()),
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

  /** Has neither a user nor a password in it. */
  public String jdbcUrl() {
    return Superuser.url(port(), DATABASE);
  }

  public String superuser() {
    return Superuser.NAME;
  }

  /** Another one for each server. */
  public String superuserPassword() {
    return superuser.password();
  }

  /** The operating system's number for the server process, the parent of all its sessions. */
  public long pid() {
    return postmaster.pid();
  }

  /**
   * Ends the server as a crash would, and starts it again on its port and with its data: what was
   * committed is there.
   *
   * @throws IllegalStateException if it does not start within 30 seconds
   */
  public void restart() {
    postmaster.restart();
  }

  /**
   * Runs a file of SQL statements in {@code bank_data} as the superuser, all or nothing. {@code
   * psql} commands, which begin with a backslash, are not understood.
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
   * Runs SQL statements as {@link #execute(Path)} does.
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
   * Lets a user log in with the password, and grants nothing: the role is created if there is none.
   *
   * @throws IllegalStateException if the server refuses
   */
  public void createUser(String name, String userPassword) {
    try {
      superuser.createUser(name, userPassword);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create user " + name + ": " + e.getMessage(), e);
    }
  }

  /** Stops the server, by force if it does not obey, and deletes its data. */
  @Override
  public void close() {
    Optional<ProcessHandle> server = postmaster.process();
    try {
      postgres.close();
    } catch (IOException | RuntimeException disobedient) {
      // Force comes next, and the data is worth nothing.
    }
    server.ifPresent(PostgresServer::kill);
    folder.close();
    // Last, for this JVM may be killed while it is closing.
    guard.close();
  }

  private static void kill(ProcessHandle server) {
    server.destroyForcibly();
    try {
      server.onExit().get(KILL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException unkillable) {
      // There is nothing stronger.
    }
  }
}
