package dev.aidemo.benchmarks.report;

import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.benchmarks.result.Results;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which charts show a section: one for each unit or, where that were too long, for each thing that
 * was measured. What all bars of a chart have in common is said once, in its title.
 */
final class Charts {
  private static final int MOST_BARS = 20;

  private Charts() {}

  static List<Chart> of(Results results) {
    List<Chart> charts = new ArrayList<>();
    grouped(results.figures(), Figure::unit)
        .forEach(
            (unit, figures) -> {
              if (figures.size() <= MOST_BARS) {
                charts.add(chart(results.section(), unit, figures));
              } else {
                grouped(figures, Figure::name)
                    .values()
                    .forEach(same -> charts.add(chart(results.section(), unit, same)));
              }
            });
    return charts;
  }

  private static <K> Map<K, List<Figure>> grouped(List<Figure> figures, Function<Figure, K> key) {
    return figures.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  private static Chart chart(String section, String unit, List<Figure> figures) {
    boolean sameName = figures.stream().map(Figure::name).distinct().count() == 1;
    Map<String, String> common = new LinkedHashMap<>(figures.get(0).parameters());
    figures.forEach(figure -> common.entrySet().retainAll(figure.parameters().entrySet()));
    Stream<String> head = Stream.of(section + (sameName ? ": " + figures.get(0).name() : ""));
    String title =
        Stream.concat(head, common.entrySet().stream().map(Charts::words))
            .collect(Collectors.joining(", "));
    return new Chart(
        title, unit, figures.stream().map(figure -> bar(figure, sameName, common)).toList());
  }

  private static Bar bar(Figure figure, boolean sameName, Map<String, String> common) {
    Stream<String> parameters =
        figure.parameters().entrySet().stream()
            .filter(entry -> !Objects.equals(common.get(entry.getKey()), entry.getValue()))
            .map(Charts::words);
    Stream<String> name = sameName ? Stream.empty() : Stream.of(figure.name());
    String label = Stream.concat(name, parameters).collect(Collectors.joining(", "));
    return new Bar(label.isEmpty() ? figure.name() : label, figure);
  }

  /** A word speaks for itself; a number needs what it counts. */
  static String words(Map.Entry<String, String> parameter) {
    String value = parameter.getValue();
    return value.matches("\\d+")
        ? parameter.getKey() + " " + Numbers.exact(Double.parseDouble(value))
        : value;
  }
}
