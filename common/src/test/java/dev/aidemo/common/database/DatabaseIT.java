package dev.aidemo.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.testkit.Services;
import dev.aidemo.testkit.fault.TcpProxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DatabaseIT {
  private static final String ID = UUID.randomUUID().toString();

  private final Database database = TestDatabase.database();

  @Test
  void fetchesThePasswordFromSecretManagerIfThePlatformDoesNotMountIt() {
    Map<String, String> variables = new HashMap<>(Services.environment());
    String password = variables.remove("DBPASS");
    Services.google().createSecret(variables.get("PROJECT_ID"), "db-pass", password);

    assertThat(select(new Database(Environment.of(variables)))).isEqualTo("ml_readwrite");
  }

  @Test
  void doesNotShowAWrongPassword() {
    Map<String, String> variables = new HashMap<>(Services.environment());
    variables.put("DBPASS", "planted-wrong-password");

    assertThatThrownBy(() -> select(new Database(Environment.of(variables))))
        .isInstanceOf(DatabaseException.class)
        .satisfies(e -> assertThat(withCauses(e)).doesNotContain("planted-wrong-password"));
  }

  @Test
  void treatsDataThatPostgresRejectsAsPoison() {
    assertThatThrownBy(() -> execute("INSERT INTO training (class) VALUES (99999999)"))
        .isInstanceOf(PoisonMessageException.class)
        .hasMessage("payload is rejected by PostgreSQL, SQLSTATE 22003");
    assertThatThrownBy(() -> execute("INSERT INTO jobs (id) VALUES (NULL)"))
        .isInstanceOf(PoisonMessageException.class)
        .hasMessage("payload is rejected by PostgreSQL, SQLSTATE 23502");
  }

  @Test
  void treatsAnyOtherFailureAsTransient() {
    assertThatThrownBy(() -> execute("SELECT nothing FROM nowhere"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("PostgreSQL, SQLSTATE 42P01: ");
  }

  @Test
  void rollsBackWorkThatFails() throws SQLException {
    TestDatabase.run("TRUNCATE training");

    assertThatThrownBy(
            () ->
                database.inTransaction(
                    connection -> {
                      try (Statement statement = connection.createStatement()) {
                        statement.execute("INSERT INTO training (class) VALUES (1)");
                      }
                      throw new IllegalStateException("a crash");
                    }))
        .hasMessage("a crash");

    assertThat(TestDatabase.query("SELECT count(*) FROM training")).containsExactly("0");
  }

  @Test
  void reconnectsAfterItsConnectionsWereCut() throws SQLException {
    select(database);
    TestDatabase.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'ml_readwrite'");
    sleepPastTheValidationWindow();

    assertThat(select(database)).isEqualTo("ml_readwrite");
  }

  @Test
  void reconnectsWhereverItsFirstConnectionBroke() {
    Map<String, String> variables = new HashMap<>(Services.environment());
    try (var proxy = TcpProxy.before(Integer.parseInt(variables.get("DBPORT")))) {
      variables.put("DBPORT", Integer.toString(proxy.port()));
      for (int answers = 1; answers < 8; answers++) {
        Database fresh = new Database(Environment.of(variables));
        proxy.breakNext(answers);
        try {
          select(fresh);
        } catch (DatabaseException broken) {
          // This transaction may fail or not; the next one must not.
        }

        assertThat(select(fresh)).as("broken after answer %d", answers).isEqualTo("ml_readwrite");
      }
    }
  }

  @Test
  void limitsEachStatementToLessThanAFunctionMayRun() {
    String server =
        database.inTransaction(
            connection -> {
              assertThat(connection.getNetworkTimeout()).isEqualTo(15_000);
              try (Statement statement = connection.createStatement();
                  ResultSet row = statement.executeQuery("SHOW statement_timeout")) {
                row.next();
                return row.getString(1);
              }
            });
    assertThat(server).isEqualTo("12s");
  }

  @Test
  void quotesNoRowThatPostgresRejects() {
    String insert = "INSERT INTO jobs (model_file_name, id) VALUES ('planted', '%s')".formatted(ID);
    execute(insert);

    assertThatThrownBy(() -> execute(insert))
        .isInstanceOf(PoisonMessageException.class)
        .satisfies(e -> assertThat(withCauses(e)).doesNotContain(ID));
  }

  @Test
  void failsInBoundedTimeIfNobodyListens() {
    Map<String, String> variables = new HashMap<>(Services.environment());
    variables.put("DBPORT", "1");
    long start = System.nanoTime();

    assertThatThrownBy(() -> select(new Database(Environment.of(variables))))
        .isInstanceOf(DatabaseException.class);
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(15);
  }

  /** The pool does not validate a connection that was used within the last half second. */
  private static void sleepPastTheValidationWindow() {
    try {
      Thread.sleep(600);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void execute(String sql) {
    database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  private static String select(Database database) {
    return database.inTransaction(
        connection -> {
          try (var statement = connection.createStatement();
              var result = statement.executeQuery("SELECT current_user")) {
            result.next();
            return result.getString(1);
          }
        });
  }

  private static String withCauses(Throwable failure) {
    var strings = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      strings.append(cause);
    }
    return strings.toString();
  }
}
