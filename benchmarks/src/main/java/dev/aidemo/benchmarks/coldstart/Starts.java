package dev.aidemo.benchmarks.coldstart;

import dev.aidemo.benchmarks.deployed.Launcher;
import dev.aidemo.benchmarks.deployed.Subject;
import dev.aidemo.benchmarks.process.Limits;
import dev.aidemo.benchmarks.result.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All starts of all rounds, and the figures that they make. */
final class Starts {
  private record Key(Circumstances circumstances, Subject subject) {}

  private record Measure(String name, String unit, ToDoubleFunction<Start> value) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("first answer", "s", Start::firstAnswer),
          new Measure("listening", "s", Start::listening),
          new Measure("peak memory", "MB", Start::peakMegabytes),
          new Measure("CPU", "s", Start::processorSeconds));

  private final Map<Key, List<Start>> starts = new LinkedHashMap<>();

  void add(Circumstances circumstances, Subject subject, Start start) {
    starts.computeIfAbsent(new Key(circumstances, subject), key -> new ArrayList<>()).add(start);
  }

  /** Of each function four, compared with the trivial one's of the same round. */
  List<Figure> figures(Launcher launcher) throws IOException {
    List<Figure> figures = new ArrayList<>();
    for (Map.Entry<Key, List<Start>> entry : starts.entrySet()) {
      Key key = entry.getKey();
      List<Start> trivial = trivial(key.circumstances());
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("function", key.subject().name());
      parameters.put("way", launcher.name(key.circumstances().way()));
      parameters.putAll(
          new Limits(key.circumstances().processors(), key.subject().megabytes()).parameters());
      for (Measure measure : MEASURES) {
        Figure figure =
            Figure.of(
                measure.name(), parameters, measure.unit(), values(entry.getValue(), measure));
        figures.add(
            key.subject().equals(Subject.TRIVIAL)
                ? figure
                : figure.comparedWith("trivial", values(trivial, measure)));
      }
    }
    return figures;
  }

  /** What has no trivial function of its own is compared with the first way's. */
  private List<Start> trivial(Circumstances circumstances) {
    Key first = starts.keySet().iterator().next();
    List<Start> own = starts.get(new Key(circumstances, Subject.TRIVIAL));
    return own == null ? starts.getOrDefault(first, List.of()) : own;
  }

  private static List<Double> values(List<Start> starts, Measure measure) {
    return starts.stream().map(start -> measure.value().applyAsDouble(start)).toList();
  }
}
