package dev.aidemo.benchmarks.throughput;

import dev.aidemo.benchmarks.platform.Event;
import dev.aidemo.benchmarks.platform.RunningFunction;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.benchmarks.throughput.Write.Batch;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Writes everything that is compared once, with messages of one size. */
final class Round {
  private static final String DELIVERED = "delivered";
  private static final String AGAIN = "delivered again";
  private static final String ALONE = "store alone";
  private static final String COPY = "COPY";

  private final List<FilledDatabase> databases;
  private final int size;

  /** So many that even small messages take long enough to be measured. */
  private final int messages;

  private final Map<Key, Double> secondsPerRow = new LinkedHashMap<>();

  private record Key(String kind, Write write, int tableRows) {}

  Round(List<FilledDatabase> databases, int size) {
    this.databases = databases;
    this.size = size;
    this.messages = Math.max(1, Math.min(20, 10_000 / size));
  }

  void run(Figures figures) throws IOException, SQLException {
    databases.forEach(FilledDatabase::reset);
    for (Write write : Write.values()) {
      for (FilledDatabase database : databases) {
        deliver(write, database);
      }
      for (FilledDatabase database : databases) {
        perform(write, database);
      }
    }
    for (FilledDatabase database : databases) {
      copy(database);
    }
    secondsPerRow.forEach((key, seconds) -> report(key, seconds, figures));
  }

  private void deliver(Write write, FilledDatabase database) throws IOException {
    RunningFunction function = Objects.requireNonNull(database.functions.get(write));
    List<Batch> batches = batches(write, database);
    List<Event> events =
        batches.stream()
            .map(batch -> new Event(write.function().trigger(), write.payload(batch)))
            .toList();
    for (String kind : List.of(DELIVERED, AGAIN)) {
      double seconds = 0;
      for (Event event : events) {
        seconds += function.deliver(event);
      }
      add(kind, write, database, seconds);
    }
  }

  private void perform(Write write, FilledDatabase database) {
    List<Batch> batches = batches(write, database);
    long start = System.nanoTime();
    batches.forEach(batch -> write.perform(database, batch));
    add(ALONE, write, database, (System.nanoTime() - start) / 1e9);
  }

  private void copy(FilledDatabase database) throws SQLException, IOException {
    double seconds = 0;
    for (Batch batch : batches(Write.RATE, database)) {
      seconds += database.copy(batch);
    }
    add(COPY, Write.STORE, database, seconds);
  }

  private void add(String kind, Write write, FilledDatabase database, double seconds) {
    secondsPerRow.put(new Key(kind, write, database.rows), seconds / (messages * size));
  }

  /** Compares with COPY and with the empty table. */
  private void report(Key key, double seconds, Figures figures) {
    Measure rate = measure(key, key.kind(), "rows/s");
    if (key.write() == Write.STORE) {
      figures.add(rate, 1 / seconds, COPY, 1 / seconds(COPY, key.write(), key.tableRows()));
    } else {
      figures.add(rate, 1 / seconds);
    }
    double empty = seconds(key.kind(), key.write(), 0) * 1e6;
    figures.add(measure(key, key.kind() + ", a row", "µs"), seconds * 1e6, "empty table", empty);
  }

  private double seconds(String kind, Write write, int tableRows) {
    return secondsPerRow.getOrDefault(new Key(kind, write, tableRows), Double.NaN);
  }

  private Measure measure(Key key, String name, String unit) {
    return Measure.of(name, unit)
        .with("function", key.write().function().module())
        .with("message", size)
        .with("table", key.tableRows());
  }

  private List<Batch> batches(Write write, FilledDatabase database) {
    List<Batch> batches = Stream.generate(() -> Batch.of(size)).limit(messages).toList();
    batches.forEach(batch -> write.prepare(database, batch));
    return batches;
  }
}
