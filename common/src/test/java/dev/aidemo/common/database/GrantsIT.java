package dev.aidemo.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that {@code schema.sql} lets the functions' two users do no more than they must. */
class GrantsIT {
  /** Everything that is granted to a user, or to PUBLIC and so to the user too. */
  private static final String GRANTS =
      """
      WITH granted AS (
        SELECT relname AS object, NULL AS column_name, relacl AS acl
        FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION ALL
        SELECT relname, attname, attacl
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace
        UNION ALL
        SELECT proname, NULL, proacl FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL
        SELECT nspname, NULL, nspacl FROM pg_namespace WHERE nspname = 'public'
        UNION ALL
        SELECT 'database', NULL, datacl FROM pg_database WHERE datname = current_database()
      )
      SELECT DISTINCT object, privilege_type,
          coalesce(string_agg(column_name, ',' ORDER BY column_name), 'all')
      FROM granted, aclexplode(acl)
      WHERE grantee = 0 OR pg_get_userbyid(grantee) = '%s'
      GROUP BY object, privilege_type, grantee
      ORDER BY 1, 2, 3
      """;

  private static final String ROLE =
      """
      SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
          (SELECT count(*) FROM pg_auth_members WHERE member = pg_roles.oid)
      FROM pg_roles WHERE rolname = '%s'
      """;

  private static final Database database = TestDatabase.database();

  @Test
  void grantsThisAndNothingElse() throws SQLException {
    assertThat(TestDatabase.query(GRANTS.formatted("ml_readwrite")))
        .containsExactly(
            "database CONNECT all",
            "jobs INSERT all",
            "jobs SELECT all",
            "model_version UPDATE all",
            "model_version USAGE all",
            "predictions INSERT batch_id,confidence,created,curtosis,entropy,id,model_file_name,"
                + "position,prediction,review_priority,skewness,subject_id,unsure,variance",
            "predictions SELECT all",
            "predictions UPDATE confidence,created,is_correct,model_file_name,prediction,rated,"
                + "rating,review_priority,unsure",
            "public USAGE all",
            "skipped_trainings INSERT all",
            "skipped_trainings SELECT all",
            "training INSERT class,curtosis,entropy,id,rated,rating,skewness,variance",
            "training SELECT all",
            "training UPDATE class,rated,rating");
    assertThat(TestDatabase.query(ROLE.formatted("ml_readwrite"))).containsExactly("f f f f f 0");
  }

  @Test
  void grantsToTheFunctionsOfHttpThatTheyReadAndNothingElse() throws SQLException {
    assertThat(TestDatabase.query(GRANTS.formatted("ml_readonly")))
        .containsExactly(
            "database CONNECT all",
            "jobs SELECT all",
            "predictions SELECT all",
            "public USAGE all",
            "skipped_trainings SELECT all",
            "training SELECT all");
    assertThat(TestDatabase.query(ROLE.formatted("ml_readonly"))).containsExactly("f f f f f 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO predictions (id) VALUES (gen_random_uuid())",
        "UPDATE predictions SET is_correct = true",
        "DELETE FROM predictions",
        "INSERT INTO training (id) VALUES (gen_random_uuid())",
        "UPDATE training SET class = 1",
        "INSERT INTO jobs (id) VALUES (gen_random_uuid())",
        "INSERT INTO skipped_trainings (data_sha256, reason) VALUES ('', '')",
        "SELECT nextval('model_version')",
        "SELECT * FROM predictions FOR UPDATE",
        "LOCK TABLE jobs IN ROW SHARE MODE",
        "CREATE TEMPORARY TABLE mine (id INT)",
        "SET ROLE ml_readwrite"
      })
  void deniesWritingToTheFunctionsOfHttp(String statement) throws SQLException {
    assertDenied(TestDatabase.reading(), statement);
  }

  static Stream<String> statementsOnEachTable() {
    return Stream.of("predictions", "training", "jobs", "skipped_trainings")
        .flatMap(
            table ->
                Stream.of(
                        "DELETE FROM %s",
                        "TRUNCATE %s",
                        "DROP TABLE %s",
                        "ALTER TABLE %s ADD COLUMN more INT",
                        "ALTER TABLE %s DISABLE TRIGGER ALL",
                        "ALTER TABLE %s OWNER TO ml_readwrite",
                        "CREATE INDEX ON %s (id)",
                        "CREATE RULE quiet AS ON INSERT TO %s DO INSTEAD NOTHING",
                        "CREATE TRIGGER loud BEFORE INSERT ON %s EXECUTE FUNCTION"
                            + " suppress_redundant_updates_trigger()",
                        "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE")
                    .map(statement -> statement.formatted(table)));
  }

  @ParameterizedTest
  @MethodSource("statementsOnEachTable")
  void deniesStatementsThatNoFunctionRuns(String statement) {
    assertDenied(statement);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE predictions SET variance = 0",
        "UPDATE predictions SET subject_id = ''",
        "INSERT INTO predictions (id, is_correct) VALUES (gen_random_uuid(), true)",
        "UPDATE training SET created = now()",
        "UPDATE training SET entropy = 0",
        "INSERT INTO training (class, created) VALUES (1, now())",
        "UPDATE predictions SET id = gen_random_uuid()",
        "UPDATE training SET id = gen_random_uuid()",
        "UPDATE jobs SET accuracy = 1",
        "UPDATE skipped_trainings SET reason = ''",
        "INSERT INTO jobs (id) VALUES (gen_random_uuid()) ON CONFLICT (id) DO UPDATE SET version = 1",
        "SELECT * FROM model_version",
        "DROP SEQUENCE model_version",
        "ALTER SEQUENCE model_version RESTART",
        "CREATE TABLE public.mine (id INT)",
        "CREATE TABLE public.mine (job UUID REFERENCES jobs)",
        "CREATE TEMPORARY TABLE mine (id INT)",
        "CREATE FUNCTION public.mine() RETURNS INT LANGUAGE SQL AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE EXTENSION dblink",
        "CREATE ROLE mine",
        "ALTER ROLE ml_readwrite SUPERUSER",
        "SET ROLE pg_write_server_files",
        "SET ROLE pg_read_all_data",
        "SET SESSION AUTHORIZATION postgres",
        "GRANT pg_execute_server_program TO ml_readwrite",
        "COPY jobs TO PROGRAM 'cat'",
        "COPY jobs (model_file_name) FROM PROGRAM 'id'",
        "COPY jobs TO '/tmp/jobs'",
        "COPY jobs (model_file_name) FROM '/etc/passwd'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_ls_dir('.')",
        "SELECT lo_import('/etc/passwd')",
        "SELECT * FROM pg_authid",
        "SELECT * FROM pg_shadow",
        "SELECT * FROM pg_hba_file_rules",
        "SELECT pg_reload_conf()"
      })
  void deniesStatementsThatAnIntruderWouldTry(String statement) {
    assertDenied(statement);
  }

  @Test
  void deniesOtherSequences() throws SQLException {
    TestDatabase.run("CREATE SEQUENCE IF NOT EXISTS other_numbers");
    try {
      assertDenied("SELECT setval('other_numbers', 7)");
      assertDenied("SELECT nextval('other_numbers')");
    } finally {
      TestDatabase.run("DROP SEQUENCE other_numbers");
    }
  }

  private static void assertDenied(String sql) {
    assertDenied(database, sql);
  }

  private static void assertDenied(Database database, String sql) {
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    connection -> {
                      try (Statement statement = connection.createStatement()) {
                        return statement.execute(sql);
                      }
                    }))
        .isInstanceOf(DatabaseException.class)
        .hasMessageStartingWith("PostgreSQL, SQLSTATE 42501: ");
  }
}
