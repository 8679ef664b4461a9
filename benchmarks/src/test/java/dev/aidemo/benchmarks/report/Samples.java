package dev.aidemo.benchmarks.report;

import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.benchmarks.result.Machine;
import dev.aidemo.benchmarks.result.Results;
import java.util.List;
import java.util.Map;

/** Results as a section would have them. */
final class Samples {
  private Samples() {}

  static Figure decode(String rows, String unit, Double... samples) {
    return Figure.of("decode", Map.of("rows", rows), unit, List.of(samples));
  }

  static Results results(String section, Figure... figures) {
    return new Results(
        section,
        "./ai-demo bench " + section,
        "2026-11-23",
        new Machine("a processor", 2, 16, "Linux 6", "a JVM 17"),
        12,
        List.of(figures));
  }
}
