package dev.aidemo.benchmarks.loop;

import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.result.Figure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Rounds of {@link Latency}, as figures. */
record LatencyFigures(Setting setting, Load load) {
  private static final int BATCHES = 1_000;
  private static final int FEWEST_IN_A_ROUND = 200;

  /** How long batches take that are published at such a rate. */
  List<Figure> at(int perSecond) throws SQLException {
    int count = setting.quick() ? 50 : Math.max(FEWEST_IN_A_ROUND, BATCHES / setting.rounds());
    List<Latency.Found> rounds = new ArrayList<>();
    for (int round = 1; round <= setting.rounds(); round++) {
      Latency.Found found = new Latency(load).measure(count, perSecond);
      rounds.add(found);
      setting
          .progress()
          .accept(
              String.format(
                  Locale.ROOT,
                  "%d batches/s, round %d: %.1f ms, %.1f ms for one publish and push",
                  perSecond,
                  round,
                  found.both().p50(),
                  found.reference().p50()));
    }
    List<Figure> figures = new ArrayList<>();
    addReadable(figures, rounds, perSecond, "Redis and PostgreSQL", Latency.Found::both);
    addReadable(figures, rounds, perSecond, "Redis", Latency.Found::redis);
    addReadable(figures, rounds, perSecond, "PostgreSQL", Latency.Found::table);
    return figures;
  }

  private static void addReadable(
      List<Figure> figures,
      List<Latency.Found> rounds,
      int perSecond,
      String where,
      Function<Latency.Found, Percentiles> found) {
    Map<String, ToDoubleFunction<Percentiles>> percentiles = new LinkedHashMap<>();
    percentiles.put("p50", Percentiles::p50);
    percentiles.put("p99", Percentiles::p99);
    percentiles.forEach(
        (percentile, part) -> {
          Map<String, String> parameters = new LinkedHashMap<>();
          parameters.put("where", where);
          parameters.put("percentile", percentile);
          parameters.put("batches/s", Integer.toString(perSecond));
          figures.add(
              Figure.of("published to readable", parameters, "ms", samples(rounds, found, part))
                  .comparedWith(Reference.NAME, samples(rounds, Latency.Found::reference, part)));
        });
  }

  private static List<Double> samples(
      List<Latency.Found> rounds,
      Function<Latency.Found, Percentiles> found,
      ToDoubleFunction<Percentiles> part) {
    return rounds.stream().map(round -> part.applyAsDouble(found.apply(round))).toList();
  }
}
