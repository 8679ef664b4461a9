package dev.aidemo.benchmarks.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was measured, in each round once.
 *
 * @param name what, such as {@code first answer}
 * @param parameters under which circumstances, such as {@code function=prediction}, in the order to
 *     be read
 * @param unit of the samples, such as {@code ms} or {@code rows/s}
 * @param samples one for each round, in their order
 * @param reference what it was compared with in the same rounds, null where there is nothing
 */
public record Figure(
    String name,
    Map<String, String> parameters,
    String unit,
    List<Double> samples,
    @Nullable Reference reference) {
  /**
   * What was measured in turn with a figure.
   *
   * @param name such as {@code COPY}
   * @param ratios figure / reference, one for each round
   */
  public record Reference(String name, List<Double> ratios) {
    /** Refuses ratios that are no numbers, which JSON could not hold. */
    public Reference {
      ratios = finite(ratios);
    }

    /** The middle one of the ratios. */
    public double ratio() {
      return middle(ratios);
    }
  }

  /** Refuses samples that are no numbers, which JSON could not hold. */
  public Figure {
    samples = finite(samples);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** A figure with nothing to compare it with. */
  public static Figure of(
      String name, Map<String, String> parameters, String unit, List<Double> samples) {
    return new Figure(name, parameters, unit, samples, null);
  }

  /**
   * The same, compared round by round.
   *
   * @throws IllegalArgumentException if the other has another number of rounds
   */
  public Figure comparedWith(String other, List<Double> reference) {
    if (reference.size() != samples.size()) {
      throw new IllegalArgumentException(
          "%s has %d rounds, %s has %d".formatted(name, samples.size(), other, reference.size()));
    }
    List<Double> ratios =
        IntStream.range(0, samples.size())
            .mapToObj(round -> samples.get(round) / reference.get(round))
            .toList();
    return new Figure(name, parameters, unit, samples, new Reference(other, ratios));
  }

  /** The middle one of the samples; of two middle ones, their mean. */
  public double median() {
    return middle(samples);
  }

  public double lowest() {
    return Collections.min(samples);
  }

  public double highest() {
    return Collections.max(samples);
  }

  /** The median ratio to the reference, where there is one. */
  public Optional<Double> ratio() {
    return Optional.ofNullable(reference).map(Reference::ratio);
  }

  private static double middle(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static List<Double> finite(List<Double> numbers) {
    if (numbers.isEmpty() || !numbers.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("samples must be finite numbers, got " + numbers);
    }
    return List.copyOf(numbers);
  }
}
