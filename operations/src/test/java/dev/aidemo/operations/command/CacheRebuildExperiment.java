package dev.aidemo.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.testkit.Services;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures {@code cache rebuild} with a large table {@code predictions}, in batches of ten: {@code
 * -Drebuild.rows=10000000 -Drebuild.rounds=5}. It fails if a rebuild reads more than the list
 * holds.
 */
class CacheRebuildExperiment {
  private static final int ROWS = Integer.getInteger("rebuild.rows", 100_000);
  private static final int ROUNDS = Integer.getInteger("rebuild.rounds", 5);
  private static final int STEP = 500_000;

  @TempDir private Path home;

  @Test
  void readsWhatTheListHolds() throws Exception {
    try (var stores = new Stores()) {
      fill();
      long scanned = counter("seq_tup_read");
      long found = counter("idx_scan");
      for (int round = 0; round < ROUNDS; round++) {
        stores.redis.flushAll();
        long start = System.nanoTime();
        CommandRun run = CommandRun.of(home, stores.environment, "cache", "rebuild");
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(run.out()).as(run.error()).contains("1,000 batches: 1,000 restored");
        print("rebuild of %,d rows, round %d: %.2f s", ROWS, round, seconds);
      }
      assertThat(stores.redis.llen("batches")).isEqualTo(1000);
      // PostgreSQL counts with a delay.
      while (counter("idx_scan") < found + 1000L * ROUNDS) {
        Thread.sleep(500);
      }
      print("rows read by scans of the whole table: %d", counter("seq_tup_read") - scanned);
      assertThat(counter("seq_tup_read")).isEqualTo(scanned);
    } finally {
      Stores.execute("TRUNCATE predictions");
    }
  }

  private static void fill() throws SQLException {
    long start = System.nanoTime();
    for (int from = 0; from < ROWS; from += STEP) {
      Stores.execute(
          """
          INSERT INTO predictions (batch_id, position, subject_id, variance, skewness, curtosis,
              entropy, prediction, model_file_name, created)
          SELECT md5((n / 10)::text)::uuid, n %% 10, 'note-' || n %% 10, n, 2, 3, 4, 'real',
              'model-0000000001.pb', TIMESTAMPTZ '2026-01-01Z' + n / 10 * INTERVAL '1 second'
          FROM generate_series(%d, %d - 1) AS n
          """
              .formatted(from, Math.min(from + STEP, ROWS)));
    }
    Stores.execute("VACUUM ANALYZE predictions");
    print("filled with %,d rows in %.0f s", ROWS, (System.nanoTime() - start) / 1e9);
  }

  private static long counter(String column) throws SQLException {
    String query = "SELECT " + column + " FROM pg_stat_user_tables WHERE relname = 'predictions'";
    try (Connection connection = Services.owner();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  @SuppressWarnings("SystemOut")
  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
