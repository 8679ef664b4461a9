package dev.aidemo.benchmarks.section;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.Event;
import dev.aidemo.benchmarks.platform.LaunchMode;
import dev.aidemo.benchmarks.platform.MeasuredProcess;
import dev.aidemo.benchmarks.platform.Platform;
import dev.aidemo.benchmarks.platform.RunningFunction;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts each function from its deployable, each time in a new JVM, beside a function that does
 * nothing. The first answer has all of the function's work in it.
 */
public final class ColdStart {
  /** The last is what the platform gives to 256 MB by default. */
  private static final List<Double> FEWER_PROCESSORS = List.of(1.0, 0.167);

  private final Platform platform;
  private final boolean quick;

  private ColdStart(Platform platform, boolean quick) {
    this.platform = platform;
    this.quick = quick;
  }

  /** Runs all rounds. */
  public static void run(BenchmarkOptions options, Figures figures) throws Exception {
    try (var platform = new Platform(options, "cold-start")) {
      platform.trainFirstModel();
      var coldStart = new ColdStart(platform, options.quick());
      if (!options.quick()) {
        // The first start of each reads its files from the disk.
        coldStart.round(new Figures());
      }
      options.repeat("all functions", () -> coldStart.round(figures));
    }
  }

  private void round(Figures figures) throws IOException {
    List<DeployedFunction> all = new ArrayList<>(List.of(RunningFunction.TRIVIAL));
    all.addAll(DeployedFunction.eventDriven());
    Map<String, Double> trivial = new HashMap<>();
    start(all, LaunchMode.MANAGED, Platform.PROCESSORS, trivial, figures);
    if (!quick) {
      if (platform.hasContainers()) {
        List<DeployedFunction> functions = DeployedFunction.eventDriven();
        start(functions, LaunchMode.CONTAINER, Platform.PROCESSORS, trivial, figures);
      }
      start(all, LaunchMode.OLDER_INVOKER, Platform.PROCESSORS, new HashMap<>(), figures);
      start(all, LaunchMode.NO_OPTIONS, Platform.PROCESSORS, new HashMap<>(), figures);
      for (double processors : FEWER_PROCESSORS) {
        start(all.subList(0, 4), LaunchMode.MANAGED, processors, new HashMap<>(), figures);
      }
    }
  }

  /** Starts functions one after another; the first is the reference unless there is one. */
  private void start(
      List<DeployedFunction> functions,
      LaunchMode mode,
      double processors,
      Map<String, Double> references,
      Figures figures)
      throws IOException {
    for (DeployedFunction function : functions) {
      if (function.module().equals("training")) {
        platform.resetTraining();
      }
      Event event = platform.messages().next(function, 1);
      try (RunningFunction running = platform.launch(function, mode, processors)) {
        MeasuredProcess process = running.process();
        if (processors < Platform.PROCESSORS && process.group().isEmpty()) {
          return;
        }
        Map<Measure, Double> used = new LinkedHashMap<>();
        running.awaitListening();
        used.put(running.measure("listening", "s"), process.seconds());
        running.deliver(event);
        used.put(running.measure("first answer", "s"), process.seconds());
        used.put(running.measure("CPU", "s"), process.processorSeconds());
        used.put(running.measure("peak memory", "MB"), process.peakMegabytes());
        used.forEach(
            (measure, value) -> {
              double reference = references.computeIfAbsent(measure.name(), first -> value);
              figures.add(measure.with("launcher", mode), value, "trivial", reference);
            });
      }
    }
  }
}
