package dev.aidemo.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * Makes PostgreSQL ask every connection for a password. By default the embedded server trusts
 * everybody, which would hide a missing or wrong password.
 *
 * @see <a href="https://www.postgresql.org/docs/15/auth-pg-hba-conf.html">The pg_hba.conf file</a>
 */
final class PasswordRule {
  private static final String RULE = "host all all 127.0.0.1/32 scram-sha-256\n";
  private static final int MAX_ATTEMPTS = 500;

  private PasswordRule() {}

  /** Changes the rule and waits until it holds. The statement must be a superuser's. */
  static void enforce(Statement statement) throws SQLException, IOException {
    String before = string(statement, "SELECT pg_conf_load_time()::text");
    Files.writeString(Path.of(string(statement, "SHOW hba_file")), RULE);
    statement.execute("SELECT pg_reload_conf()");
    for (int i = 0; string(statement, "SELECT pg_conf_load_time()::text").equals(before); i++) {
      if (i == MAX_ATTEMPTS) {
        throw new IllegalStateException("PostgreSQL does not reload its configuration");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the server was starting", e);
    }
  }

  private static String string(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
