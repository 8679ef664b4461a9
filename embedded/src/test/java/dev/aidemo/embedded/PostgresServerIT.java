package dev.aidemo.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
  private static PostgresServer postgres;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.start(0);
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  private static String query(PostgresServer server, String user, String password, String sql)
      throws SQLException {
    try (var connection = DriverManager.getConnection(server.jdbcUrl(), user, password);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private static String query(String sql) throws SQLException {
    return query(postgres, postgres.superuser(), postgres.superuserPassword(), sql);
  }

  @Test
  void hasTheDatabase() throws SQLException {
    assertThat(query("SELECT current_database()")).isEqualTo("bank_data");
    assertThat(postgres.jdbcUrl())
        .isEqualTo("jdbc:postgresql://127.0.0.1:" + postgres.port() + "/bank_data");
    assertThat(query("SHOW server_version")).startsWith("15.");
    assertThat(query("SHOW server_encoding")).isEqualTo("UTF8");
  }

  @Test
  void runsASchemaFileAgainAndAgain(@TempDir Path folder) throws Exception {
    Path schema = folder.resolve("schema.sql");
    Files.writeString(
        schema,
        """
        -- a comment; with a semicolon
        CREATE TABLE IF NOT EXISTS rows (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), n INT);
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'from_schema') THEN
            CREATE ROLE from_schema;
          END IF;
        END $$;
        INSERT INTO rows (n) VALUES (1);
        GRANT SELECT ON rows TO from_schema;
        """);
    postgres.execute(schema);
    postgres.execute(schema);

    assertThat(query("SELECT count(*) FROM rows")).isEqualTo("2");
  }

  @Test
  void namesTheFileThatFailsAndKeepsNothingOfIt(@TempDir Path folder) throws Exception {
    Path broken = folder.resolve("broken.sql");
    Files.writeString(broken, "CREATE TABLE half (n INT); SELECT nonsense FROM nowhere;");

    assertThatThrownBy(() -> postgres.execute(broken))
        .hasMessageContaining("broken.sql")
        .hasMessageContaining("nowhere");
    assertThat(query("SELECT to_regclass('half')")).isNull();
  }

  @Test
  void letsNobodyInWithoutTheRightPassword() throws SQLException {
    postgres.createUser("ml_readwrite", "old");
    postgres.createUser("ml_readwrite", "it's new");

    assertThat(query(postgres, "ml_readwrite", "it's new", "SELECT current_user"))
        .isEqualTo("ml_readwrite");
    for (String wrong : new String[] {"old", "", "it''s new"}) {
      assertThatThrownBy(() -> query(postgres, "ml_readwrite", wrong, "SELECT 1"))
          .isInstanceOf(SQLException.class);
    }
    assertThatThrownBy(() -> query(postgres, "postgres", "", "SELECT 1"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void knowsItsProcess() throws SQLException {
    assertThat(query("SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)"))
        .isEqualTo(Long.toString(postgres.pid()));
  }

  @Test
  void aSecondOneHasItsOwnDataAndLeavesNothingBehind() throws SQLException {
    long pid;
    String folder;
    try (var second = PostgresServer.start(0)) {
      pid = second.pid();
      folder = query(second, second.superuser(), second.superuserPassword(), "SHOW data_directory");
      assertThat(second.port()).isNotEqualTo(postgres.port());
      assertThat(second.superuserPassword()).isNotEqualTo(postgres.superuserPassword());
      assertThat(Path.of(folder)).isDirectory();
    }
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    assertThat(Path.of(folder)).doesNotExist();
  }

  @Test
  void startsAgainOnItsPortWithWhatWasCommitted() throws SQLException {
    long before = postgres.pid();
    postgres.execute("CREATE TABLE kept (n INT); INSERT INTO kept VALUES (7);");

    postgres.restart();

    assertThat(query("SELECT n FROM kept")).isEqualTo("7");
    assertThat(postgres.pid()).isNotEqualTo(before);
  }

  @Test
  void namesThePortThatIsInUse() {
    assertThatThrownBy(() -> PostgresServer.start(postgres.port()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "cannot start PostgreSQL: port %d of 127.0.0.1 is in use: stop what uses it, or choose"
                    .formatted(postgres.port())
                + " another");
  }
}
