package dev.aidemo.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import dev.aidemo.embedded.PostgresServer;
import dev.aidemo.emulator.Emulator;
import dev.aidemo.testkit.CertificateAuthority;
import dev.aidemo.testkit.CertificateAuthority.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the modes of {@code DBSSLMODE} on a PostgreSQL with TLS, which one of its users must use.
 */
class DatabaseTlsIT {
  private static final String SECRET = "planted-database-password";

  @TempDir private static Path folder;
  private static CertificateAuthority authority;
  private static CertificateAuthority otherAuthority;
  private static PostgresServer server;

  @BeforeAll
  static void startServer() throws Exception {
    authority = CertificateAuthority.create(folder, "authority");
    otherAuthority = CertificateAuthority.create(folder, "other-authority");
    Identity identity = authority.issue("postgres", "ip:127.0.0.1");
    server = PostgresServer.start(0);
    server.createUser("any_user", SECRET);
    server.createUser("tls_user", SECRET);
    server.execute("ALTER SYSTEM SET ssl_cert_file = '" + identity.certificate() + "'");
    server.execute("ALTER SYSTEM SET ssl_key_file = '" + identity.key() + "'");
    server.execute("ALTER SYSTEM SET ssl = on");
    requireTls("tls_user");
    awaitTls();
  }

  /** Lets a user connect with TLS only. */
  private static void requireTls(String user) throws IOException, SQLException {
    Path rules;
    try (var connection =
            DriverManager.getConnection(
                server.jdbcUrl(), server.superuser(), server.superuserPassword());
        var statement = connection.createStatement();
        var row = statement.executeQuery("SHOW hba_file")) {
      row.next();
      rules = Path.of(row.getString(1));
    }
    List<String> lines =
        List.of("hostssl all " + user + " all scram-sha-256", "host all " + user + " all reject");
    Files.write(rules, Stream.concat(lines.stream(), Files.readAllLines(rules).stream()).toList());
    server.execute("SELECT pg_reload_conf()");
  }

  private static void awaitTls() throws InterruptedException {
    for (int attempt = 0; ; attempt++) {
      try {
        assertThat(tls(variables("any_user", "require"))).isEqualTo("t");
        return;
      } catch (DatabaseException e) {
        if (attempt == 5) {
          throw e;
        }
      }
    }
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefer", "require", "verify-ca", "verify-full"})
  void encryptsInEveryModeButOne(String mode) {
    assertThat(tls(variables("tls_user", mode))).isEqualTo("t");
  }

  @Test
  void encryptsByDefault() {
    Map<String, String> variables = variables("any_user", "prefer");
    variables.remove("DBSSLMODE");

    assertThat(tls(variables)).isEqualTo("t");
  }

  @Test
  void doesNotEncryptIfTlsIsDisabled() {
    assertThat(tls(variables("any_user", "disable"))).isEqualTo("f");
  }

  private static Map<String, Map<String, String>> rejectedVariables() {
    Map<String, String> unknownAuthority = variables("any_user", "verify-ca");
    unknownAuthority.put("DBSSLROOTCERT", otherAuthority.root().toString());
    Map<String, String> otherName = variables("any_user", "verify-full");
    otherName.put("DBHOST", "localhost");
    Map<String, String> wrongPassword = variables("any_user", "require");
    wrongPassword.put("DBPASS", "planted-wrong-password");
    return Map.of(
        "SQLSTATE 28000: .*; look at DBSSLMODE, DBUSER and DBNAME.*",
        variables("tls_user", "disable"),
        "SQLSTATE 08006: .*; look at DBSSLROOTCERT: none of its authorities.*",
        unknownAuthority,
        "SQLSTATE 08...: .*localhost.*; look at DBHOST, DBPORT and DBSSLMODE",
        otherName,
        "SQLSTATE 28P01: .*; look at DBUSER and its password: DBPASS, or secret db-pass",
        wrongPassword);
  }

  /** Concurrently, because each is tried for five seconds. */
  @Test
  void namesTheVariablesToLookAtAndNoSecretIfTheServerRejectsIt() {
    List<CompletableFuture<Void>> attempts =
        rejectedVariables().entrySet().stream()
            .map(
                rejected ->
                    CompletableFuture.runAsync(
                        () -> assertFails(rejected.getValue(), rejected.getKey()),
                        task -> new Thread(task).start()))
            .toList();

    attempts.forEach(CompletableFuture::join);
  }

  @Test
  void verifiesNoHostNameInModeVerifyCa() {
    Map<String, String> variables = variables("any_user", "verify-ca");
    variables.put("DBHOST", "localhost");

    assertThat(tls(variables)).isEqualTo("t");
  }

  @Test
  void fetchesThePasswordAgainAfterItWasRejected() {
    try (var google = Emulator.start(0)) {
      String project = "p" + UUID.randomUUID();
      Map<String, String> variables = variables("any_user", "require");
      variables.remove("DBPASS");
      variables.put("PROJECT_ID", project);
      variables.put("SECRET_MANAGER_EMULATOR_HOST", google.address());
      google.createSecret(project, "db-pass", "yesterday");
      var database = new Database(Environment.of(variables));
      assertThatThrownBy(() -> tls(database)).isInstanceOf(DatabaseException.class);

      google.createSecret(project, "db-pass", SECRET);

      assertThat(tls(database)).isEqualTo("t");
    }
  }

  private static Map<String, String> variables(String user, String mode) {
    Map<String, String> variables = new HashMap<>();
    variables.put("DBHOST", server.host());
    variables.put("DBPORT", Integer.toString(server.port()));
    variables.put("DBNAME", server.database());
    variables.put("DBUSER", user);
    variables.put("DBPASS", SECRET);
    variables.put("DBSSLMODE", mode);
    if (mode.startsWith("verify")) {
      variables.put("DBSSLROOTCERT", authority.root().toString());
    }
    return variables;
  }

  private static void assertFails(Map<String, String> variables, String pattern) {
    assertThatThrownBy(() -> tls(variables))
        .isInstanceOf(DatabaseException.class)
        .satisfies(
            e -> {
              assertThat(e.getMessage()).matches("PostgreSQL, " + pattern);
              for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("planted-");
              }
            });
  }

  private static String tls(Map<String, String> variables) {
    Environment environment = Environment.of(variables);
    var database = new Database(environment);
    environment.check();
    return tls(database);
  }

  private static String tls(Database database) {
    return database.inTransaction(
        connection -> {
          try (var statement = connection.createStatement();
              var row =
                  statement.executeQuery(
                      "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            row.next();
            return row.getString(1);
          }
        });
  }
}
