package dev.aidemo.benchmarks.throughput;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Seconds a row, by what was measured, one for each round. */
final class Samples {
  /**
   * What was measured.
   *
   * @param kind over HTTP, again, alone, or COPY
   * @param rows in the table before
   * @param size of the message
   */
  record Measurement(String kind, Operation operation, int rows, int size) {}

  private final Map<Measurement, List<Double>> seconds = new LinkedHashMap<>();

  void add(Measurement key, double secondsOfARow) {
    seconds.computeIfAbsent(key, unused -> new ArrayList<>()).add(secondsOfARow);
  }

  /** As they were taken. */
  Map<Measurement, List<Double>> seconds() {
    return seconds;
  }

  List<Double> seconds(Measurement key) {
    return seconds.getOrDefault(key, List.of());
  }

  static List<Double> rate(List<Double> seconds) {
    return seconds.stream().map(value -> 1 / value).toList();
  }

  static List<Double> micros(List<Double> seconds) {
    return seconds.stream().map(value -> value * 1e6).toList();
  }
}
