package dev.aidemo.benchmarks.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the samples of a section, one a round for each measure. */
public final class Figures {
  private final Map<Measure, Samples> all = new LinkedHashMap<>();

  private record Samples(String reference, List<Double> values, List<Double> ratios) {
    Figure figure(Measure measure) {
      return new Figure(
          measure.name(),
          measure.parameters(),
          measure.unit(),
          values,
          ratios.isEmpty() ? null : new Figure.Reference(reference, ratios));
    }
  }

  /** Adds one round's sample. */
  public void add(Measure measure, double sample) {
    samples(measure, "").values().add(sample);
  }

  /**
   * Adds one round's sample and what it is compared with.
   *
   * @param reference names what was measured in the same round, such as {@code COPY}
   */
  public void add(Measure measure, double sample, String reference, double referenceSample) {
    Samples samples = samples(measure, reference);
    samples.values().add(sample);
    samples.ratios().add(sample / referenceSample);
  }

  private Samples samples(Measure measure, String reference) {
    return all.computeIfAbsent(
        measure, key -> new Samples(reference, new ArrayList<>(), new ArrayList<>()));
  }

  /** Returns a figure for each measure. */
  public List<Figure> toList() {
    List<Figure> figures = new ArrayList<>();
    all.forEach((measure, samples) -> figures.add(samples.figure(measure)));
    return figures;
  }
}
