package dev.aidemo.benchmarks.result;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names one thing that is measured; parameters distinguish it, such as the function. */
public record Measure(String name, Map<String, String> parameters, String unit) {
  /** Names something that has no parameters yet. */
  public static Measure of(String name, String unit) {
    return new Measure(name, Map.of(), unit);
  }

  /** Returns the same with another name. */
  public Measure named(String other) {
    return new Measure(other, parameters, unit);
  }

  /** Returns the same with one parameter more. */
  public Measure with(String parameter, Object value) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put(parameter, value.toString());
    return new Measure(name, all, unit);
  }
}
