package dev.aidemo.common.database;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * PostgreSQL did not do what it was asked for, and may do so later: no connection, a time-out, a
 * deadlock, a crash. The message names the SQLSTATE
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html) and, where there is no
 * connection, the environment variables to look at.
 */
public final class DatabaseException extends RuntimeException {
  private static final String REFUSED_PASSWORD = "28P01";

  private final boolean refusedPassword;

  DatabaseException(SQLException cause) {
    super(message(cause), cause);
    this.refusedPassword = REFUSED_PASSWORD.equals(reason(cause).getSQLState());
  }

  boolean isRefusedPassword() {
    return refusedPassword;
  }

  private static String message(SQLException cause) {
    SQLException reason = reason(cause);
    return "PostgreSQL, SQLSTATE "
        + reason.getSQLState()
        + ": "
        + String.valueOf(reason.getMessage()).lines().findFirst().orElse("")
        + (reason == cause ? "" : "; look at " + variables(reason));
  }

  /** The pool says only that it has no connection; why is in its cause. */
  private static SQLException reason(SQLException failure) {
    return failure instanceof SQLTransientConnectionException
            && failure.getCause() instanceof SQLException reason
        ? reason
        : failure;
  }

  private static String variables(SQLException reason) {
    for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException
          || cause instanceof CertPathValidatorException) {
        return "DBSSLROOTCERT, no authority of which has signed the server's certificate";
      }
    }
    return switch (String.valueOf(reason.getSQLState())) {
      case REFUSED_PASSWORD -> "DBUSER and its password: DBPASS, or secret db-pass";
      case "28000" -> "DBSSLMODE, DBUSER and DBNAME, with which the server lets nobody in";
      case "3D000" -> "DBNAME";
      default -> "DBHOST, DBPORT and DBSSLMODE";
    };
  }
}
