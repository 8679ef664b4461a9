package dev.aidemo.benchmarks.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * Holds what was measured of one {@link Measure}, as the file of results has it.
 *
 * @param samples one for each round
 * @param reference what it is compared with, null if with nothing
 */
public record Figure(
    String name,
    Map<String, String> parameters,
    String unit,
    List<Double> samples,
    @Nullable Reference reference) {
  /**
   * Names what was measured in turn with a figure.
   *
   * @param ratios figure / reference, one for each round
   */
  public record Reference(String name, List<Double> ratios) {
    public Reference {
      ratios = finite(ratios);
    }
  }

  public Figure {
    samples = finite(samples);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Returns the median of the samples. */
  public double median() {
    return median(samples);
  }

  public double lowest() {
    return Collections.min(samples);
  }

  public double highest() {
    return Collections.max(samples);
  }

  /** Returns the median of the ratios, if there is a reference. */
  public Optional<Double> ratio() {
    return Optional.ofNullable(reference).map(compared -> median(compared.ratios()));
  }

  private static double median(List<Double> values) {
    return StatUtils.percentile(values.stream().mapToDouble(value -> value).toArray(), 50);
  }

  /** JSON has no others. */
  private static List<Double> finite(List<Double> values) {
    if (values.isEmpty() || !values.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("samples must be finite numbers, got " + values);
    }
    return List.copyOf(values);
  }
}
