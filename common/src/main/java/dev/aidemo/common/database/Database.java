package dev.aidemo.common.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.config.Secret;
import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.failure.PoisonMessageException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Connects to PostgreSQL on first need and again after each failure.
 *
 * <p>Reads {@code DBHOST}, {@code DBPORT} (5432), {@code DBNAME}, {@code DBUSER} and the password:
 * {@code DBPASS}, or else {@link Secret} {@code db-pass}. One that the server rejects is fetched
 * again.
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
 *
 * <p>{@code DBPOOLER} must be {@code true} with a connection pooler that lends a server connection
 * for one transaction, such as PgBouncer. Then nothing is set or prepared that outlives a
 * transaction, and each one begins with a statement that sets its time-out.
 *
 * <p>{@code DBCONNECTIONS}, 1 to 4, is how many connections it holds at most; default 4.
 */
public final class Database {
  private final ConnectionSettings settings;
  private final Secret password;
  private @Nullable HikariDataSource pool;
  private boolean passwordRejected;

  public Database(Environment environment) {
    this.settings = new ConnectionSettings(environment);
    this.password = new Secret(environment, "DBPASS", "db-pass");
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
        settings.begin(connection);
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
      pool = new HikariDataSource(settings.pool(password.fetch()));
    } else if (passwordRejected) {
      // The secret may have a new version by now.
      pool.setPassword(password.fetch());
    }
    passwordRejected = false;
    return pool;
  }
}
