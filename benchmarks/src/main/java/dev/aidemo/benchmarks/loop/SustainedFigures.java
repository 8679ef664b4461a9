package dev.aidemo.benchmarks.loop;

import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.result.Figure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Rounds of {@link Sustained}, as figures. */
record SustainedFigures(Setting setting, Load load) {
  /** Enough to keep two processors busy, and few enough to be waited for. */
  private static final int OUTSTANDING = 120;

  private static final int REFERENCE_MESSAGES = 4_000;
  private static final int SECONDS = 20;
  private static final double LEAST_MILLISECONDS = 0.1;
  private static final int QUICK_SECONDS = 5;

  /** Lets the compilers of all processes see what is to come. */
  void warmUp() throws SQLException {
    round(true);
    round(false);
  }

  /** From requests to predictions. */
  List<Figure> predicted() throws SQLException {
    return figures("prediction", false);
  }

  /** From requests to predictions, and from ratings of them to training rows and jobs. */
  List<Figure> rated() throws SQLException {
    return figures("prediction and feedback", true);
  }

  private List<Figure> figures(String loop, boolean rated) throws SQLException {
    List<Double> rates = new ArrayList<>();
    List<Double> references = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    Map<String, List<Double>> parts = new LinkedHashMap<>();
    for (int round = 1; round <= setting.rounds(); round++) {
      byte[] payload = load.batches().request(UUID.randomUUID());
      references.add(load.reference().perSecond(payload, OUTSTANDING, REFERENCE_MESSAGES));
      Sustained.Found found = round(rated);
      rates.add(found.perSecond());
      processor.add(found.processorInAll());
      found
          .processor()
          .forEach((part, time) -> parts.computeIfAbsent(part, p -> new ArrayList<>()).add(time));
      setting
          .progress()
          .accept(
              String.format(
                  Locale.ROOT,
                  "%s, round %d: %.0f batches/s, %.2f ms of processor time a batch",
                  loop,
                  round,
                  found.perSecond(),
                  found.processorInAll()));
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.of("sustained", Map.of("loop", loop), "batches/s", rates)
            .comparedWith("messages through Pub/Sub alone", references));
    figures.add(processor("all", loop, processor));
    parts.forEach((part, times) -> figures.add(processor(part, loop, times)));
    // What has nothing to do in this loop.
    figures.removeIf(figure -> figure.highest() < LEAST_MILLISECONDS);
    return figures;
  }

  private static Figure processor(String part, String loop, List<Double> milliseconds) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("part", part);
    parameters.put("loop", loop);
    return Figure.of("processor time", parameters, "ms a batch", milliseconds);
  }

  private Sustained.Found round(boolean rated) throws SQLException {
    int seconds = setting.quick() ? QUICK_SECONDS : SECONDS;
    return new Sustained(load, OUTSTANDING, rated).measure(Duration.ofSeconds(seconds));
  }
}
