package dev.aidemo.benchmarks.report;

import dev.aidemo.benchmarks.result.Figure;
import java.util.List;
import java.util.stream.Stream;

/**
 * A figure in a chart.
 *
 * @param label what it is, as far as the chart's title does not say it
 */
record Bar(String label, Figure figure) {
  boolean isCompared() {
    return figure.reference() != null;
  }

  /** What the reference took, by the median ratio. */
  double reference() {
    return figure.median() / figure.ratio().orElse(1.0);
  }

  /** All that needs room on the axis. */
  List<Double> numbers() {
    Stream<Double> own = Stream.of(figure.lowest(), figure.median(), figure.highest());
    return (isCompared() ? Stream.concat(own, Stream.of(reference())) : own).toList();
  }
}
