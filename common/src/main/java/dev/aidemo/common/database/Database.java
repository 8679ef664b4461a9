package dev.aidemo.common.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.aidemo.common.config.DatabasePassword;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.message.PoisonMessageException;
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
 * The database, connected to on first need and again after each failure.
 *
 * <p>Reads {@code DBHOST}, {@code DBPORT} (5432), {@code DBNAME}, {@code DBUSER} and the password,
 * see {@link DatabasePassword}. A password that is refused is fetched anew.
 *
 * <p>{@code DBSSLMODE} is one of the driver's modes
 * (https://jdbc.postgresql.org/documentation/ssl/), without the pointless {@code allow}:
 *
 * <ul>
 *   <li>{@code disable}: no TLS;
 *   <li>{@code prefer}: TLS with servers that have it, whoever they are. The default, as it is the
 *       driver's own: it works with every server, and keeps nobody off who can answer in its place;
 *   <li>{@code require}: TLS, with whoever answers;
 *   <li>{@code verify-ca}: TLS with a server whose certificate comes from an authority of {@code
 *       DBSSLROOTCERT}: the one for Cloud SQL with an authority of its own for each instance, whose
 *       certificates carry the instance's name and not its address
 *       (https://cloud.google.com/sql/docs/postgres/authorize-ssl);
 *   <li>{@code verify-full}: and whose certificate is that of {@code DBHOST}.
 * </ul>
 */
public final class Database {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

  /** Each of the four connections may have died unnoticed, and the next call finds out. */
  private static final Duration LONGEST_TEST = Duration.ofMillis(500);

  /** With the connect before and a publish after it, below the 60 seconds of a function. */
  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(20);

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
  private boolean passwordRefused;

  public Database(Environment environment) {
    this.host = environment.text("DBHOST");
    this.port = environment.port("DBPORT", 5432);
    this.name = environment.text("DBNAME");
    this.user = environment.text("DBUSER");
    this.password = new DatabasePassword(environment);
    this.sslMode = environment.oneOf("DBSSLMODE", "prefer", SSL_MODES);
    this.rootCertificates = environment.rootCertificates("DBSSLROOTCERT");
    if (sslMode.startsWith("verify")) {
      environment.text("DBSSLROOTCERT");
    } else if (rootCertificates.isPresent()) {
      environment.refuse("DBSSLROOTCERT is set, but DBSSLMODE is not verify-ca or verify-full");
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

  /** Work to be done in one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T apply(Connection connection) throws SQLException;
  }

  /**
   * Does the work in one transaction and commits it. No statement runs longer than 20 seconds, and
   * none is waited for longer than 25 where the server does not answer at all.
   *
   * @throws PoisonMessageException if PostgreSQL refuses the data: SQLSTATE class 22 or 23
   * @throws DatabaseException on any other failure; unless it struck in the commit itself, nothing
   *     of the work is kept
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
        throw new PoisonMessageException("payload is refused by PostgreSQL, SQLSTATE " + state, e);
      }
      throw failure(e);
    }
  }

  private synchronized DatabaseException failure(SQLException e) {
    var failure = new DatabaseException(e);
    passwordRefused |= failure.isRefusedPassword();
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
      // Looked for by name, once and for all: Java would remember that a wrong class loader has
      // none.
      settings.setDriverClassName("org.postgresql.Driver");
      settings.setUsername(user);
      settings.setPassword(password.fetch());
      settings.setAutoCommit(false);
      // The pool would ask its first connection; where that breaks just then, the pool fails for
      // ever.
      settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
      settings.setMinimumIdle(0);
      settings.setMaximumPoolSize(4);
      settings.setConnectionTimeout(LONGEST_CONNECT.toMillis());
      settings.setValidationTimeout(LONGEST_TEST.toMillis());
      settings.setInitializationFailTimeout(-1);
      driverSettings().forEach((setting, value) -> settings.addDataSourceProperty(setting, value));
      pool = new HikariDataSource(settings);
    } else if (passwordRefused) {
      // The secret may have a new version since.
      pool.setPassword(password.fetch());
    }
    passwordRefused = false;
    return pool;
  }

  /** As texts, all of them: the driver passes over any other value without a word. */
  private Map<String, String> driverSettings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("connectTimeout", text(LONGEST_CONNECT.toSeconds()));
    settings.put("socketTimeout", text(LONGEST_STATEMENT.plusSeconds(5).toSeconds()));
    settings.put("tcpKeepAlive", "true");
    settings.put("ApplicationName", "ai-demo-functions");
    settings.put("options", "-c statement_timeout=" + LONGEST_STATEMENT.toMillis());
    // What PostgreSQL says in detail quotes the row.
    settings.put("logServerErrorDetail", "false");
    settings.put("sslmode", sslMode);
    rootCertificates.ifPresent(file -> settings.put("sslrootcert", file.toString()));
    return settings;
  }

  private static String text(long seconds) {
    return Long.toString(seconds);
  }
}
