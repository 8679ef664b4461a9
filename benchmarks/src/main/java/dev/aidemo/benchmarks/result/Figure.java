package dev.aidemo.benchmarks.result;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.jspecify.annotations.Nullable;

/**
 * Holds the samples of one {@link Measure}, one for each round, as the file of results has them.
 */
public record Figure(
    String name,
    Map<String, String> parameters,
    String unit,
    List<Double> samples,
    @Nullable Reference reference) {
  /** Names what was measured in turn with a figure; the ratios are figure / reference. */
  public record Reference(String name, List<Double> ratios) {}

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

  @Override
  public String toString() {
    String compared =
        reference == null ? "" : ", %.2f x %s".formatted(ratio().orElseThrow(), reference.name());
    return "%s %s: %,.3f %s (%,.3f to %,.3f)%s"
        .formatted(name, parameters, median(), unit, lowest(), highest(), compared);
  }
}
