package dev.aidemo.benchmarks.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the samples of a section, one a round for each measure. */
public final class Figures {
  private final Map<Measure, List<Double>> samples = new LinkedHashMap<>();
  private final Map<Measure, Figure.Reference> references = new LinkedHashMap<>();

  /** Adds one round's sample. */
  public void add(Measure measure, double sample) {
    samples.computeIfAbsent(measure, key -> new ArrayList<>()).add(finite(measure, sample));
  }

  /** Adds one round's sample, and compares it with another thing that was measured in the round. */
  public void add(Measure measure, double sample, String reference, double referenceSample) {
    add(measure, sample);
    references
        .computeIfAbsent(measure, key -> new Figure.Reference(reference, new ArrayList<>()))
        .ratios()
        .add(finite(measure, sample / referenceSample));
  }

  /** Returns a figure for each measure. */
  public List<Figure> toList() {
    List<Figure> figures = new ArrayList<>();
    samples.forEach(
        (key, values) ->
            figures.add(
                new Figure(key.name(), key.parameters(), key.unit(), values, references.get(key))));
    return figures;
  }

  private static double finite(Measure measure, double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalStateException(measure + " or its reference was not measured");
    }
    return number;
  }
}
