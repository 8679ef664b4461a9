package dev.aidemo.benchmarks.report;

import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.benchmarks.result.Results;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was promised before it was measured.
 *
 * @param text for the reader, without the number
 * @param section whose figures are looked at
 * @param name of the figures
 * @param parameters that the figures have, among others; {@code a|b} is either of them. Of several
 *     such figures the worst counts
 * @param measure what of a figure is looked at
 * @param bound on which side of the limit it must be
 * @param limit in {@code unit}
 * @param unit of time in any size, or exactly that of the figure; without meaning for a ratio
 */
record Goal(
    String text,
    String section,
    String name,
    Map<String, String> parameters,
    Measure measure,
    Bound bound,
    double limit,
    String unit) {
  enum Measure {
    MEDIAN,
    RATIO
  }

  enum Bound {
    AT_MOST("≤"),
    AT_LEAST("≥");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  /**
   * What became of a goal.
   *
   * @param worst the figure that decides
   * @param value of it, in the goal's unit
   */
  record Outcome(Figure worst, double value, boolean reached) {}

  /** That the median is at most so much. */
  static Goal atMost(double limit, String unit, Subject subject) {
    return subject.goal(Measure.MEDIAN, Bound.AT_MOST, limit, unit);
  }

  /** That the median is at least so much. */
  static Goal atLeast(double limit, String unit, Subject subject) {
    return subject.goal(Measure.MEDIAN, Bound.AT_LEAST, limit, unit);
  }

  /** That it is at least so much of what it is compared with. */
  static Goal atLeastTimesReference(double limit, Subject subject) {
    return subject.goal(Measure.RATIO, Bound.AT_LEAST, limit, "");
  }

  /** That it is at most so much of what it is compared with. */
  static Goal atMostTimesReference(double limit, Subject subject) {
    return subject.goal(Measure.RATIO, Bound.AT_MOST, limit, "");
  }

  /** What a goal is about. */
  record Subject(String text, String section, String name, Map<String, String> parameters) {
    private Goal goal(Measure measure, Bound bound, double limit, String unit) {
      return new Goal(text, section, name, parameters, measure, bound, limit, unit);
    }
  }

  /** The limit, such as {@code ≤ 0.8 s}. */
  String limitText() {
    String what = measure == Measure.RATIO ? "× reference" : unit;
    return bound.sign + " " + Numbers.exact(limit) + " " + what;
  }

  /**
   * What the results say of it; nothing where they have no such figure.
   *
   * @throws IllegalArgumentException if the figures have another kind of unit
   */
  Optional<Outcome> outcome(List<Results> all) {
    Comparator<Outcome> byValue = Comparator.comparingDouble(Outcome::value);
    return all.stream()
        .filter(results -> results.section().equals(section))
        .flatMap(results -> results.figures().stream())
        .filter(this::concerns)
        .map(this::outcome)
        .max(bound == Bound.AT_MOST ? byValue : byValue.reversed());
  }

  private boolean concerns(Figure figure) {
    return figure.name().equals(name)
        && parameters.entrySet().stream().allMatch(wanted -> has(figure, wanted))
        && (measure == Measure.MEDIAN || figure.reference() != null);
  }

  private static boolean has(Figure figure, Map.Entry<String, String> wanted) {
    String value = figure.parameters().getOrDefault(wanted.getKey(), "");
    return List.of(wanted.getValue().split("\\|")).contains(value);
  }

  private Outcome outcome(Figure figure) {
    double value =
        measure == Measure.RATIO
            ? figure.ratio().orElseThrow()
            : Numbers.convert(figure.median(), figure.unit(), unit);
    boolean reached = bound == Bound.AT_MOST ? value <= limit : value >= limit;
    return new Outcome(figure, value, reached);
  }
}
