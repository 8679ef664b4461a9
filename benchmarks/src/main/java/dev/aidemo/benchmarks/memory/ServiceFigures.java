package dev.aidemo.benchmarks.memory;

import dev.aidemo.benchmarks.deployed.Subject;
import dev.aidemo.benchmarks.process.Limits;
import dev.aidemo.benchmarks.result.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What a function's services of all rounds say. */
final class ServiceFigures {
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final List<Service> rounds;
  private final @Nullable List<Service> reference;
  private final List<Figure> figures = new ArrayList<>();

  private ServiceFigures(List<Service> rounds, @Nullable List<Service> reference) {
    this.rounds = rounds;
    this.reference = reference;
  }

  /**
   * Four figures, or more where there was a large batch, or less where there was no group.
   *
   * @param trivial the services of the function that does nothing, of the same rounds
   */
  static List<Figure> of(
      Subject subject, Limits limits, List<Service> rounds, @Nullable List<Service> trivial) {
    var figures = new ServiceFigures(rounds, subject.equals(Subject.TRIVIAL) ? null : trivial);
    figures.parameters.put("function", subject.name());
    figures.parameters.put("events", Integer.toString(rounds.get(0).events()));
    figures.parameters.putAll(limits.parameters());
    figures.add("peak memory", "MB", Service::peakMegabytes);
    figures.addIfKnown("peak of the group", Service::groupPeakMegabytes);
    figures.add("failures", "events", Service::failures);
    figures.addIfKnown("peak memory with 100,000 subjects", Service::largestMegabytes);
    return figures.figures;
  }

  private void add(String name, String unit, ToDoubleFunction<Service> value) {
    Figure figure = Figure.of(name, parameters, unit, values(rounds, value));
    figures.add(
        reference == null || !unit.equals("MB")
            ? figure
            : figure.comparedWith("trivial", values(reference, value)));
  }

  private void addIfKnown(String name, Function<Service, Optional<Double>> value) {
    List<Double> known = rounds.stream().map(value).flatMap(Optional::stream).toList();
    if (!known.isEmpty()) {
      figures.add(Figure.of(name, parameters, "MB", known));
    }
  }

  private static List<Double> values(List<Service> services, ToDoubleFunction<Service> value) {
    return services.stream().map(value::applyAsDouble).toList();
  }
}
