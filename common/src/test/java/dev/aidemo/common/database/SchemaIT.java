package dev.aidemo.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.embedded.PostgresServer;
import dev.aidemo.testkit.Services;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that {@code schema.sql} upgrades databases with older tables, and can be run again. */
class SchemaIT {
  private static final String OBJECTS =
      """
      SELECT relname, relkind, attname, format_type(atttypid, atttypmod), attnotnull, attacl, relacl
      FROM pg_class LEFT JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
      WHERE relnamespace = 'public'::regnamespace
      ORDER BY 1, 3
      """;

  private static PostgresServer server;
  private static int databases;

  private Connection connection;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.start(0);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void createDatabase() throws SQLException {
    String name = "schema_" + ++databases;
    server.execute("CREATE DATABASE " + name);
    connection =
        DriverManager.getConnection(
            server.jdbcUrl().replaceFirst("[^/]+$", name),
            server.superuser(),
            server.superuserPassword());
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void changesNothingWhenItIsRunAgain() throws Exception {
    runSchema();
    List<String> once = query(OBJECTS);

    runSchema();

    assertThat(query(OBJECTS)).isEqualTo(once).hasSizeGreaterThan(40);
  }

  @Test
  void keepsTheRowsOfTableRefusalsUnderItsNewName() throws Exception {
    run(
        """
        CREATE TABLE refusals (
          data_sha256 VARCHAR(64) NOT NULL PRIMARY KEY,
          reason TEXT NOT NULL,
          created TIMESTAMPTZ NOT NULL DEFAULT now()
        );
        CREATE ROLE ml_readwrite LOGIN;
        GRANT SELECT, INSERT ON refusals TO ml_readwrite;
        INSERT INTO refusals VALUES ('a', '3 are too few', '2026-11-23T12:00:00Z')
        """);

    runSchema();
    runSchema();

    assertThat(query("SELECT to_regclass('refusals')")).containsExactly("null");
    assertThat(
            query("SELECT data_sha256, reason, created AT TIME ZONE 'UTC' FROM skipped_trainings"))
        .containsExactly("a 3 are too few 2026-11-23 12:00:00");
    assertThat(query("SELECT has_table_privilege('ml_readwrite', 'skipped_trainings', 'INSERT')"))
        .containsExactly("t");
  }

  @Test
  void keepsTheRowsOfTheOriginalDemo() throws Exception {
    run(
        """
        CREATE TABLE training (id UUID PRIMARY KEY, variance DOUBLE PRECISION,
          skewness DOUBLE PRECISION, curtosis DOUBLE PRECISION, entropy DOUBLE PRECISION,
          class SMALLINT, created TIMESTAMPTZ DEFAULT now());
        CREATE TABLE predictions (id UUID PRIMARY KEY, batch_id UUID, subject_id TEXT,
          variance DOUBLE PRECISION, skewness DOUBLE PRECISION, curtosis DOUBLE PRECISION,
          entropy DOUBLE PRECISION, prediction VARCHAR(48), is_correct BOOLEAN,
          created TIMESTAMPTZ DEFAULT now());
        CREATE TABLE jobs (id UUID PRIMARY KEY, model_file_name VARCHAR(255), records INT,
          accuracy DOUBLE PRECISION, report JSONB, data_prep_time DOUBLE PRECISION,
          training_time DOUBLE PRECISION, testing_time DOUBLE PRECISION,
          created TIMESTAMPTZ DEFAULT now());
        INSERT INTO training (id, class) VALUES (gen_random_uuid(), 1);
        INSERT INTO predictions (id, prediction) VALUES (gen_random_uuid(), 'real');
        INSERT INTO jobs (id, records) VALUES (gen_random_uuid(), 7)
        """);

    runSchema();

    assertThat(query("SELECT class, rating, rated FROM training")).containsExactly("1 null null");
    assertThat(query("SELECT prediction, confidence, unsure, rating FROM predictions"))
        .containsExactly("real null null null");
    assertThat(query("SELECT records, version, holdout FROM jobs")).containsExactly("7 null null");
  }

  private void runSchema() throws Exception {
    Path schema = Services.projectFolder().resolve("schema.sql");
    run(Files.readString(schema));
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> query(String sql) throws SQLException {
    return TestDatabase.query(connection, sql);
  }
}
