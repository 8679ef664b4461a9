package dev.aidemo.benchmarks.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names one thing that is measured.
 *
 * @param name what it is, such as {@code first answer}
 * @param parameters distinguish it, such as {@code function=prediction}
 * @param unit of the samples, such as {@code ms} or {@code rows/s}
 */
public record Measure(String name, Map<String, String> parameters, String unit) {
  public Measure {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

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
    return with(Map.of(parameter, value.toString()));
  }

  /** Returns the same with more parameters. */
  public Measure with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.putAll(more);
    return new Measure(name, all, unit);
  }
}
