package dev.aidemo.common.database;

import dev.aidemo.common.failure.FailureMessage;
import dev.aidemo.common.failure.ServiceFailure;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * Says that PostgreSQL failed in a way that may pass: no connection, a time-out, a deadlock, a
 * crash. The message names the SQLSTATE
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html) and, if there is no connection,
 * the environment variables to look at.
 */
public final class DatabaseException extends RuntimeException implements ServiceFailure {
  private static final String REJECTED_PASSWORD = "28P01";

  /** PgBouncer has this SQLSTATE for nearly everything, and tells the rest in words. */
  private static final String REJECTED_BY_POOLER = "08P01";

  private final boolean rejectedPassword;

  DatabaseException(SQLException cause) {
    super(message(cause), cause);
    this.rejectedPassword = isRejectedPassword(reason(cause));
  }

  @Override
  public String advice() {
    return "PostgreSQL does not answer; try again, and look at DBHOST";
  }

  boolean isRejectedPassword() {
    return rejectedPassword;
  }

  private static boolean isRejectedPassword(SQLException reason) {
    return REJECTED_PASSWORD.equals(reason.getSQLState())
        || isRejectedByPooler(reason, "authentication failed");
  }

  private static boolean isRejectedByPooler(SQLException reason, String words) {
    return REJECTED_BY_POOLER.equals(reason.getSQLState())
        && String.valueOf(reason.getMessage()).contains(words);
  }

  private static String message(SQLException cause) {
    SQLException reason = reason(cause);
    String message = reason.getMessage();
    return "PostgreSQL, SQLSTATE "
        + reason.getSQLState()
        + ": "
        + (reason == cause
            ? FailureMessage.firstLine(message)
            : FailureMessage.withAdvice(message, variables(reason)));
  }

  /** The pool only says that it has no connection; its cause says why. */
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
        return "DBSSLROOTCERT: none of its authorities signed the server's certificate";
      }
    }
    if (isRejectedPassword(reason)) {
      return "DBUSER and its password: DBPASS, or secret db-pass";
    }
    if (isRejectedByPooler(reason, "unsupported startup parameter")) {
      return "DBPOOLER: it must be true, because this is a connection pooler";
    }
    return switch (String.valueOf(reason.getSQLState())) {
      case REJECTED_BY_POOLER -> "DBNAME and the settings of the connection pooler";
      case "28000" -> "DBSSLMODE, DBUSER and DBNAME: the server admits nobody with these";
      case "3D000" -> "DBNAME";
      default -> "DBHOST, DBPORT and DBSSLMODE";
    };
  }
}
