package dev.aidemo.benchmarks.throughput;

import dev.aidemo.benchmarks.Section;
import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.benchmarks.throughput.Samples.Measurement;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows a second of the functions that write to PostgreSQL, by the size of the message and of the
 * table: the whole event, pushed over HTTP to the deployable in the Functions Framework, and the
 * statement alone. {@code COPY} of equal rows into an equal table is what PostgreSQL can do.
 */
public final class Throughput implements Section {
  private static final int WARM_UP = 2;

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public String description() {
    return "rows a second into PostgreSQL, by message and table";
  }

  @Override
  public List<Figure> run(Setting setting) throws Exception {
    List<Integer> tables = setting.quick() ? List.of(0, 100_000) : List.of(0, 100_000, 1_000_000);
    List<Integer> messages = setting.quick() ? List.of(1, 1_000) : List.of(1, 100, 1_000, 10_000);
    List<Ground> grounds = new ArrayList<>();
    try {
      for (int rows : tables) {
        setting.progress().accept("tables of %,d rows".formatted(rows));
        grounds.add(new Ground(setting.root(), rows));
      }
      List<Figure> figures = new ArrayList<>();
      for (int size : messages) {
        setting.progress().accept("messages of %,d rows".formatted(size));
        figures.addAll(figures(measured(grounds, size, setting.rounds())));
      }
      figures.addAll(Footprint.of(grounds.get(grounds.size() - 1)));
      return figures;
    } finally {
      grounds.forEach(Ground::close);
    }
  }

  private static Samples measured(List<Ground> grounds, int size, int rounds)
      throws IOException, InterruptedException, SQLException {
    for (int i = 0; i < WARM_UP; i++) {
      new Round(grounds, size, new Samples()).run();
    }
    var samples = new Samples();
    for (int i = 0; i < rounds; i++) {
      new Round(grounds, size, samples).run();
    }
    return samples;
  }

  private static List<Figure> figures(Samples samples) {
    List<Figure> figures = new ArrayList<>();
    samples
        .seconds()
        .forEach(
            (key, seconds) -> {
              Figure rate = Figure.of(key.kind(), parameters(key), "rows/s", Samples.rate(seconds));
              List<Double> copy = samples.seconds(with(key, Round.COPY, key.rows()));
              figures.add(
                  copy.isEmpty() || key.kind().equals(Round.COPY)
                      ? rate
                      : rate.comparedWith(Round.COPY, Samples.rate(copy)));
              compared(samples, key, with(key, key.kind(), 0), "empty table", figures);
              if (key.kind().equals(Round.AGAIN)) {
                Measurement first = with(key, Round.DELIVERED, key.rows());
                compared(samples, key, first, "first delivery", figures);
              }
            });
    return figures;
  }

  private static void compared(
      Samples samples, Measurement key, Measurement other, String name, List<Figure> figures) {
    List<Double> reference = samples.seconds(other);
    if (!key.equals(other) && !reference.isEmpty()) {
      figures.add(
          Figure.of(
                  key.kind() + ", a row",
                  parameters(key),
                  "µs",
                  Samples.micros(samples.seconds(key)))
              .comparedWith(name, Samples.micros(reference)));
    }
  }

  private static Measurement with(Measurement key, String kind, int rows) {
    return new Measurement(kind, key.operation(), rows, key.size());
  }

  private static Map<String, String> parameters(Measurement key) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("function", key.operation().function().module());
    parameters.put("message", Integer.toString(key.size()));
    parameters.put("table", Integer.toString(key.rows()));
    return parameters;
  }
}
