package dev.aidemo.benchmarks.report;

import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.benchmarks.result.Results;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists what the page shows: the content of {@code page.json}. */
record Page(List<Row> rows, List<Chart> charts) {
  /**
   * Describes a row of the table.
   *
   * @param what tells the reader what was measured
   * @param goal such as {@code ≤ 0.8 s}, or {@code ≥ 0.5 ×} of what it is compared with
   */
  record Row(String what, Selection figure, @Nullable String goal) {}

  /**
   * Describes a bar chart.
   *
   * @param category the parameter that each group of bars has its own value of
   * @param series the parameter that each colour has its own value of
   */
  record Chart(String title, Selection figure, String category, String series) {}

  /**
   * Selects figures.
   *
   * @param parameters those that the figures have, among others; {@code a|b} is either
   */
  record Selection(String section, String name, Map<String, String> parameters) {
    /** Returns the figures of a section that match. */
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
}
