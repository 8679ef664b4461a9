package dev.aidemo.benchmarks.throughput;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.benchmarks.throughput.Write.Batch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the rows a second of the functions that write to PostgreSQL, by the size of the message
 * and of the table: the whole event, pushed to the deployable, and the statement alone. {@code
 * COPY} of equal rows into an equal table is what PostgreSQL can do.
 */
public final class Throughput {
  private static final int FOOTPRINT_ROWS = 10_000;

  private Throughput() {}

  /** Runs all rounds. */
  public static void run(BenchmarkOptions options, Figures figures) throws Exception {
    List<FilledDatabase> databases = new ArrayList<>();
    try {
      for (int rows : options.sizes(0, 100_000, 1_000_000)) {
        options.progress().accept("filling tables with %,d rows".formatted(rows));
        databases.add(new FilledDatabase(options, rows));
      }
      for (int size : options.quick() ? List.of(1, 1_000) : List.of(1, 100, 1_000, 10_000)) {
        for (int warmUp = 0; warmUp < 2; warmUp++) {
          new Round(databases, size).run(new Figures());
        }
        options.repeat(
            "messages of %,d rows".formatted(size), () -> new Round(databases, size).run(figures));
      }
      FilledDatabase largest = databases.get(databases.size() - 1);
      options.repeat("bytes a row", () -> footprint(largest, figures));
    } finally {
      databases.forEach(FilledDatabase::close);
    }
  }

  private static void footprint(FilledDatabase database, Figures figures) throws SQLException {
    for (String table : List.of("predictions", "training")) {
      Measure measure = Measure.of("size of a row", "bytes").with("table", table);
      double rows = database.number("SELECT count(*) FROM " + table);
      for (String part : List.of("table", "indexes")) {
        double bytes = database.number("SELECT pg_%s_size('%s')".formatted(part, table));
        figures.add(measure.with("part", part), bytes / rows);
      }
    }
    for (Write write : Write.values()) {
      Measure measure = Measure.of("log of a row", "bytes");
      Batch batch = Batch.of(FOOTPRINT_ROWS);
      write.prepare(database, batch);
      double before = database.number("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn");
      write.perform(database, batch);
      double written = database.number("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn") - before;
      figures.add(measure.with("function", write.function().module()), written / FOOTPRINT_ROWS);
    }
  }
}
