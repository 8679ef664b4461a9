package dev.aidemo.common.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.aidemo.common.config.DatabasePassword;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.failure.PoisonMessageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connects to PostgreSQL on first need and again after each failure.
 *
 * <p>Reads {@code DBHOST}, {@code DBPORT} (5432), {@code DBNAME}, {@code DBUSER} and the password,
 * see {@link DatabasePassword}. A password that the server rejects is fetched again.
 *
 * <p>{@code DBSSLMODE} is one of the driver's modes
 * (https://jdbc.postgresql.org/documentation/ssl/), except {@code allow}:
 *
 * <ul>
 *   <li>{@code disable}: no TLS;
 *   <li>{@code prefer}: TLS if the server has it, without verifying its certificate. This is the
 *       driver's default: it works with every server, but does not detect an impostor;
 *   <li>{@code require}: always TLS, without verifying the certificate;
 *   <li>{@code verify-ca}: TLS, and the certificate must come from an authority in {@code
 *       DBSSLROOTCERT}. Right for Cloud SQL with an authority per instance, whose certificates
 *       carry the instance's name and not its address
 *       (https://cloud.google.com/sql/docs/postgres/authorize-ssl);
 *   <li>{@code verify-full}: as {@code verify-ca}, and the certificate must name {@code DBHOST}.
 * </ul>
 */
public final class Database {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Short, because each of the four connections may have died unnoticed. */
  private static final Duration VALIDATION_TIMEOUT = Duration.ofMillis(500);

  /**
   * With connecting (5 s), a statement and its commit (15 s each, the driver's own time-out
   * included) and a publish (25 s), a function answers within its 60 seconds.
   */
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(12);

  /** The driver gives up a little later than the server, which says more. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(15);

  private static final List<String> SSL_MODES =
      List.of("disable", "prefer", "require", "verify-ca", "verify-full");

  private final String host;
  private final int port;
  private final String name;
  private final String user;
  private final DatabasePassword password;
  private final String sslMode;
  private final Optional<Path> rootCertificates;
  private @Nullable HikariDataSource pool;
  private boolean passwordRejected;

  public Database(Environment environment) {
    this.host = environment.string("DBHOST");
    this.port = environment.port("DBPORT", 5432);
    this.name = environment.string("DBNAME");
    this.user = environment.string("DBUSER");
    this.password = new DatabasePassword(environment);
    this.sslMode = environment.oneOf("DBSSLMODE", "prefer", SSL_MODES);
    this.rootCertificates = environment.rootCertificates("DBSSLROOTCERT");
    if (sslMode.startsWith("verify")) {
      environment.string("DBSSLROOTCERT");
    } else if (rootCertificates.isPresent()) {
      environment.reject("DBSSLROOTCERT is set, but DBSSLMODE is not verify-ca or verify-full");
    }
  }

  /**
   * Connects, so that the next transaction need not.
   *
   * @throws DatabaseException if there is no connection to be had
   */
  public void connect() {
    try {
      pool().getConnection().close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Does work in one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T apply(Connection connection) throws SQLException;
  }

  /**
   * Does the work in one transaction and commits it. A statement ends after 12 seconds at the
   * latest, or after 15 if the server does not answer at all, and so does the commit.
   *
   * @throws PoisonMessageException if PostgreSQL rejects the data: SQLSTATE class 22 or 23
   * @throws DatabaseException on any other failure; unless the commit itself failed, nothing of the
   *     work is stored
   */
  public <T> T inTransaction(Work<T> work) {
    try (Connection connection = pool().getConnection()) {
      try {
        T result = work.apply(connection);
        return SideEffect.COMMIT.perform(
            () -> {
              connection.commit();
              return result;
            });
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      if (state.startsWith("22") || state.startsWith("23")) {
        throw new PoisonMessageException("payload is rejected by PostgreSQL, SQLSTATE " + state, e);
      }
      throw failure(e);
    }
  }

  private synchronized DatabaseException failure(SQLException e) {
    var failure = new DatabaseException(e);
    passwordRejected |= failure.isRejectedPassword();
    return failure;
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private synchronized HikariDataSource pool() {
    if (pool == null) {
      var settings = new HikariConfig();
      settings.setPoolName("database");
      settings.setJdbcUrl("jdbc:postgresql://" + host + ":" + port + "/" + name);
      // By name, because DriverManager looks for drivers once, with the loader of the first
      // caller, and would remember that it found none.
      settings.setDriverClassName("org.postgresql.Driver");
      settings.setUsername(user);
      settings.setPassword(password.fetch());
      settings.setAutoCommit(false);
      // Otherwise the pool asks its first connection; if that one breaks, the pool fails for good.
      settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
      settings.setMinimumIdle(0);
      settings.setMaximumPoolSize(4);
      settings.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
      settings.setValidationTimeout(VALIDATION_TIMEOUT.toMillis());
      settings.setInitializationFailTimeout(-1);
      driverSettings().forEach((setting, value) -> settings.addDataSourceProperty(setting, value));
      pool = new HikariDataSource(settings);
    } else if (passwordRejected) {
      // The secret may have a new version by now.
      pool.setPassword(password.fetch());
    }
    passwordRejected = false;
    return pool;
  }

  /** All values are strings, because the driver silently ignores any other. */
  private Map<String, String> driverSettings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("connectTimeout", seconds(CONNECT_TIMEOUT.toSeconds()));
    settings.put("socketTimeout", seconds(SOCKET_TIMEOUT.toSeconds()));
    settings.put("tcpKeepAlive", "true");
    settings.put("ApplicationName", "ai-demo-functions");
    settings.put("options", "-c statement_timeout=" + STATEMENT_TIMEOUT.toMillis());
    // The detail of an error quotes the row.
    settings.put("logServerErrorDetail", "false");
    settings.put("sslmode", sslMode);
    rootCertificates.ifPresent(file -> settings.put("sslrootcert", file.toString()));
    return settings;
  }

  private static String seconds(long seconds) {
    return Long.toString(seconds);
  }
}
