package dev.aidemo.common.database;

import java.sql.SQLException;

/**
 * PostgreSQL did not do what it was asked for, and may do so later: no connection, a time-out, a
 * deadlock, a crash. The message names the SQLSTATE
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
public final class DatabaseException extends RuntimeException {
  DatabaseException(SQLException cause) {
    super(
        "PostgreSQL, SQLSTATE "
            + cause.getSQLState()
            + ": "
            + firstLine(String.valueOf(cause.getMessage())),
        cause);
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
