package dev.aidemo.benchmarks.result;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists what the page shows: the content of {@code page.json}. */
record Page(List<Row> rows, List<Chart> charts) {
  /** Describes a row of the table. */
  record Row(String what, Selection figure, @Nullable Goal goal) {}

  /** Describes a bar chart: which parameter tells the groups of bars, and which the colours. */
  record Chart(String title, Selection figure, String category, String series) {}

  /** Selects figures that have these parameters, among others; {@code a|b} is either. */
  record Selection(String section, String name, Map<String, String> parameters) {
    List<Figure> of(Results results) {
      return results.figures().stream()
          .filter(figure -> figure.name().equals(name))
          .filter(figure -> parameters.keySet().stream().allMatch(key -> matches(figure, key)))
          .toList();
    }

    private boolean matches(Figure figure, String key) {
      return List.of(parameters.getOrDefault(key, "").split("\\|"))
          .contains(figure.parameters().get(key));
    }
  }

  /** Holds what a figure, or its ratio to the reference, should reach. */
  record Goal(@Nullable Double atMost, @Nullable Double atLeast, boolean isRatio) {
    boolean isReachedBy(Figure figure) {
      double value = value(figure);
      return (atMost == null || value <= atMost) && (atLeast == null || value >= atLeast);
    }

    /** Returns the figure that is furthest from the goal. */
    Figure worst(List<Figure> figures) {
      Comparator<Figure> byValue = Comparator.comparingDouble(this::value);
      return figures.stream().max(atLeast == null ? byValue : byValue.reversed()).orElseThrow();
    }

    private double value(Figure figure) {
      return isRatio ? figure.ratio().orElseThrow() : figure.median();
    }
  }
}
