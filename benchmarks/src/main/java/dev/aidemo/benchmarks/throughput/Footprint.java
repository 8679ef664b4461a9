package dev.aidemo.benchmarks.throughput;

import dev.aidemo.benchmarks.result.Figure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How many bytes a row takes in its table, in the indexes and in the write-ahead log. */
final class Footprint {
  private static final int SIZE = 10_000;

  private Footprint() {}

  static List<Figure> of(Ground ground) throws SQLException {
    List<Figure> figures = new ArrayList<>();
    Tables tables = ground.tables();
    for (String table : List.of("predictions", "training")) {
      double rows = tables.number("SELECT count(*) FROM " + table);
      for (String part : List.of("table", "indexes")) {
        double bytes = tables.number("SELECT pg_%s_size('%s')".formatted(part, table));
        figures.add(
            Figure.of(
                "size of a row",
                Map.of("table", table, "part", part),
                "bytes",
                List.of(bytes / rows)));
      }
    }
    for (Operation operation : Operation.values()) {
      SampleBatch batch = SampleBatch.of(SIZE);
      operation.prepare(ground, batch);
      double before = tables.wal();
      operation.perform(ground, batch);
      figures.add(
          Figure.of(
              "log of a row",
              Map.of("function", operation.function().module()),
              "bytes",
              List.of((tables.wal() - before) / SIZE)));
    }
    return figures;
  }
}
