package dev.aidemo.benchmarks.report;

import dev.aidemo.benchmarks.result.Figure;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what a figure should reach.
 *
 * @param atMost whether smaller is better
 * @param unit that of the figure, or {@code ×} for its ratio to what it is compared with
 */
record Goal(boolean atMost, double limit, String unit) {
  private static final Pattern FORMAT = Pattern.compile("([≤≥]) ([0-9.,]+) (.+)");

  static Goal parse(String goal) {
    Matcher matcher = FORMAT.matcher(goal);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("write a goal as \"≤ 0.8 s\", not \"" + goal + "\"");
    }
    double limit = Double.parseDouble(matcher.group(2).replace(",", ""));
    return new Goal(matcher.group(1).equals("≤"), limit, matcher.group(3));
  }

  boolean isReachedBy(Figure figure) {
    return atMost ? value(figure) <= limit : value(figure) >= limit;
  }

  /** Returns the figure that is furthest from the goal. */
  Figure worst(List<Figure> figures) {
    Comparator<Figure> byValue = Comparator.comparingDouble(this::value);
    return figures.stream().max(atMost ? byValue : byValue.reversed()).orElseThrow();
  }

  private double value(Figure figure) {
    if (unit.equals("×")) {
      return figure.ratio().orElseThrow();
    }
    if (!unit.equals(figure.unit())) {
      throw new IllegalArgumentException(
          "the goal of %s must be in %s, not in %s".formatted(figure.name(), figure.unit(), unit));
    }
    return figure.median();
  }
}
