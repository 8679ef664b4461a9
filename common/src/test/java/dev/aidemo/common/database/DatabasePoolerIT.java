package dev.aidemo.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.SamplePayloads;
import dev.aidemo.testkit.CertificateAuthority;
import dev.aidemo.testkit.CertificateAuthority.Identity;
import dev.aidemo.testkit.PgBouncer;
import dev.aidemo.testkit.Services;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** A PgBouncer between the functions and PostgreSQL. */
class DatabasePoolerIT {
  private static final String ONE_SERVER_CONNECTION = "default_pool_size = 1";

  /** A connection that was used half a second ago is trusted without a look. */
  private static final Duration VALIDATION_WINDOW = Duration.ofMillis(600);

  @Test
  void namesTheVariableThatAPoolerNeeds() {
    try (var pooler = pooler()) {
      assertThatThrownBy(() -> user(new Database(Environment.of(pooler.environment()))))
          .isInstanceOf(DatabaseException.class)
          .hasMessageMatching(
              "PostgreSQL, SQLSTATE 08P01: .*unsupported startup parameter.*; look at DBPOOLER: .*");
    }
  }

  /** More rounds than the driver takes to prepare a statement under a name. */
  @Test
  void storesRatesAndLearnsForTwoFunctionsOverOneServerConnection() throws SQLException {
    TestDatabase.run("TRUNCATE predictions, training");
    try (var pooler = pooler(ONE_SERVER_CONNECTION)) {
      Database first = database(pooler.environment());
      Database second = database(pooler.environment());
      for (int round = 0; round < 8; round++) {
        UUID batch = UUID.randomUUID();
        var prediction = SamplePayloads.prediction(batch, "m-1", Verdict.REAL, Verdict.FAKE);
        Feedback rating = SamplePayloads.feedback(batch, "note-0", true);

        assertThat(new Predictions(first).store(prediction, SamplePayloads.NOON)).isEqualTo(2);
        assertThat(new Predictions(second).store(prediction, SamplePayloads.NOON)).isZero();
        assertThat(new Predictions(second).rate(rating, SamplePayloads.NOON).known()).isEqualTo(1);
        assertThat(new Predictions(first).rate(rating, SamplePayloads.NOON).known()).isEqualTo(1);
        assertThat(new TrainingRows(first).learn(rating)).isEqualTo(1);
        assertThat(new TrainingRows(second).learn(rating)).isEqualTo(1);
      }
    }
    assertThat(TestDatabase.query("SELECT count(*) FROM training")).containsExactly("8");
  }

  @Test
  void readsMoreRowsThanItFetchesAtOnce() throws SQLException {
    TestDatabase.run("TRUNCATE training");
    TestDatabase.run(
        """
        INSERT INTO training (id, variance, skewness, curtosis, entropy, class)
        SELECT gen_random_uuid(), i, i, i, i, i % 2 FROM generate_series(1, 12000) AS i
        """);
    try (var pooler = pooler(ONE_SERVER_CONNECTION)) {
      Database database = database(pooler.environment());
      var log = new TrainingLog(database);
      var rows = new TrainingRows(database);
      var read = new AtomicInteger();

      database.inTransaction(
          connection -> {
            log.lockTraining(connection);
            rows.read(connection, (rated, features, label) -> read.incrementAndGet());
            return rows.state(connection);
          });

      assertThat(read).hasValue(12_000);
    }
  }

  @Test
  void locksTrainingsOfTwoFunctionsAgainstEachOther() throws Exception {
    try (var pooler = pooler()) {
      var locked = new CountDownLatch(1);
      var trained = new CountDownLatch(1);
      CompletableFuture<Boolean> first =
          async(() -> train(database(pooler.environment()), locked, trained));
      locked.await();
      CompletableFuture<Boolean> second =
          async(() -> train(database(pooler.environment()), new CountDownLatch(1), trained));
      while (!second.isDone() && !isLockAwaited()) {
        sleep(Duration.ofMillis(20));
      }

      assertThat(second).isNotDone();
      trained.countDown();

      assertThat(first.join()).isTrue();
      assertThat(second.join()).isTrue();
    }
  }

  private static boolean train(Database database, CountDownLatch locked, CountDownLatch trained) {
    return database.inTransaction(
        connection -> {
          new TrainingLog(database).lockTraining(connection);
          locked.countDown();
          return await(trained);
        });
  }

  private static boolean isLockAwaited() throws SQLException {
    String waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
    return TestDatabase.query(waiting).equals(List.of("1"));
  }

  @Test
  void limitsItsOwnStatementsAndThoseOfNobodyElse() throws SQLException {
    try (var pooler = pooler(ONE_SERVER_CONNECTION)) {
      Database database = database(pooler.environment());
      String server = query(database, "SELECT pg_backend_pid()");
      long start = System.nanoTime();

      assertThatThrownBy(() -> query(database, "SELECT pg_sleep(60)"))
          .isInstanceOf(DatabaseException.class)
          .hasMessageStartingWith("PostgreSQL, SQLSTATE 57014: ");

      assertThat(secondsSince(start)).isBetween(11.9, 15.0);
      database.inTransaction(
          connection -> {
            new TrainingLog(database).lockTraining(connection);
            return true;
          });
      try (Connection stranger = connect(pooler.environment())) {
        assertThat(query(stranger, "SELECT pg_backend_pid()")).isEqualTo(server);
        assertThat(query(stranger, "SHOW statement_timeout")).isEqualTo("0");
        assertThat(query(stranger, "SHOW lock_timeout")).isEqualTo("0");
      }
    }
  }

  /** The variable may be set before the pooler is there. */
  @Test
  void limitsItsStatementsWithoutAPoolerToo() {
    assertThat(query(database(Services.environment()), "SHOW statement_timeout")).isEqualTo("12s");
  }

  @Test
  void holdsNoServerConnectionBetweenTransactions() {
    try (var pooler = pooler(ONE_SERVER_CONNECTION, "query_wait_timeout = 1")) {
      Database idle = database(pooler.environment());
      idle.connect();

      assertThat(user(database(pooler.environment()))).isEqualTo(Services.USER);
    }
  }

  /** Longer than a connection may take to be validated where there is no pooler. */
  @Test
  void waitsForAServerConnectionAndKeepsItsOwn() throws InterruptedException {
    try (var pooler = pooler(ONE_SERVER_CONNECTION)) {
      Database first = database(pooler.environment());
      Database second = database(pooler.environment());
      int own = second.inTransaction(DatabasePoolerIT::clientNumber);
      var lent = new CountDownLatch(1);
      var returned = new AtomicBoolean();
      CompletableFuture<Boolean> borrower =
          async(
              () ->
                  first.inTransaction(
                      connection -> {
                        query(connection, "SELECT 1");
                        lent.countDown();
                        sleep(Duration.ofSeconds(2));
                        returned.set(true);
                        return true;
                      }));
      lent.await();
      sleep(VALIDATION_WINDOW);

      assertThat(second.<Integer>inTransaction(DatabasePoolerIT::clientNumber)).isEqualTo(own);
      assertThat(returned).isTrue();
      borrower.join();
    }
  }

  /** Each connection to the pooler has another one. */
  private static int clientNumber(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }

  @Test
  void failsForNowWhereTheServerConnectionIsLentForTooLong() {
    try (var pooler = pooler(ONE_SERVER_CONNECTION)) {
      Database first = database(pooler.environment());
      Database second = database(pooler.environment());
      user(second);

      first.inTransaction(
          connection -> {
            query(connection, "SELECT 1");
            long start = System.nanoTime();
            assertThatThrownBy(() -> user(second)).isInstanceOf(DatabaseException.class);
            assertThat(secondsSince(start)).isBetween(3.9, 9.5);
            return true;
          });

      assertThat(user(second)).isEqualTo(Services.USER);
    }
  }

  @Test
  void failsForNowWhereThePoolerTakesNoMoreClients() {
    try (var pooler = pooler("max_client_conn = 1")) {
      user(database(pooler.environment()));
      long start = System.nanoTime();

      assertThatThrownBy(() -> user(database(pooler.environment())))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("max_client_conn")
          .hasMessageEndingWith("; look at DBNAME and the settings of the connection pooler");
      assertThat(secondsSince(start)).isLessThan(10);
    }
  }

  @Test
  void worksAgainAfterThePoolerWasRestarted() throws Exception {
    try (var pooler = pooler()) {
      Database database = database(pooler.environment());
      user(database);
      pooler.restart();
      sleep(VALIDATION_WINDOW);

      assertThat(user(database)).isEqualTo(Services.USER);
    }
  }

  @Test
  void fetchesThePasswordAgainAfterThePoolerRejectedIt() {
    try (var pooler = pooler()) {
      Map<String, String> variables = pooler.environment();
      String project = variables.get("PROJECT_ID");
      String password = variables.remove("DBPASS");
      Services.google().createSecret(project, "db-pass", "yesterday");
      Database database = database(variables);
      assertThatThrownBy(() -> user(database))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("; look at DBUSER and its password");

      Services.google().createSecret(project, "db-pass", password);

      assertThat(user(database)).isEqualTo(Services.USER);
    }
  }

  @Test
  void verifiesTheCertificateOfThePooler(@TempDir Path folder) {
    var authority = CertificateAuthority.create(folder, "authority");
    Identity identity = authority.issue("pooler", "ip:127.0.0.1");
    try (var pooler =
        pooler(
            "client_tls_sslmode = require",
            "client_tls_cert_file = " + identity.certificate(),
            "client_tls_key_file = " + identity.key())) {
      Map<String, String> variables = pooler.environment();
      variables.put("DBSSLMODE", "verify-full");
      variables.put("DBSSLROOTCERT", authority.root().toString());

      assertThat(user(database(variables))).isEqualTo(Services.USER);
    }
  }

  private static PgBouncer pooler(String... settings) {
    assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed: apt-get install pgbouncer");
    return PgBouncer.start(settings);
  }

  private static Database database(Map<String, String> variables) {
    variables.put("DBPOOLER", "true");
    return new Database(Environment.of(variables));
  }

  private static <T> CompletableFuture<T> async(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static Connection connect(Map<String, String> variables) throws SQLException {
    String url =
        "jdbc:postgresql://%s:%s/%s"
            .formatted(variables.get("DBHOST"), variables.get("DBPORT"), variables.get("DBNAME"));
    return DriverManager.getConnection(url, variables.get("DBUSER"), variables.get("DBPASS"));
  }

  private static String user(Database database) {
    return query(database, "SELECT current_user");
  }

  private static String query(Database database, String sql) {
    return database.inTransaction(connection -> query(connection, sql));
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
