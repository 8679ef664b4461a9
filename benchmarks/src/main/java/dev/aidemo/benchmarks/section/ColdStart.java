package dev.aidemo.benchmarks.section;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.Event;
import dev.aidemo.benchmarks.platform.LaunchMode;
import dev.aidemo.benchmarks.platform.Limits;
import dev.aidemo.benchmarks.platform.MeasuredProcess;
import dev.aidemo.benchmarks.platform.Platform;
import dev.aidemo.benchmarks.platform.RunningFunction;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.util.ArrayList;
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
    List<DeployedFunction> all = new ArrayList<>(List.of(Platform.TRIVIAL));
    all.addAll(DeployedFunction.all());
    Map<String, Double> trivial = round(all, LaunchMode.MANAGED, Platform.PROCESSORS, figures);
    if (!quick) {
      round(all, LaunchMode.OLDER_INVOKER, Platform.PROCESSORS, figures);
      round(all, LaunchMode.NO_OPTIONS, Platform.PROCESSORS, figures);
      if (platform.hasContainers()) {
        for (DeployedFunction function : DeployedFunction.all()) {
          add(function, LaunchMode.CONTAINER, Platform.PROCESSORS, trivial, figures);
        }
      }
      for (double processors : Limits.areEnforced() ? FEWER_PROCESSORS : List.<Double>of()) {
        round(all.subList(0, 4), LaunchMode.MANAGED, processors, figures);
      }
    }
  }

  /** Starts functions one after another, and returns what the first of them took. */
  private Map<String, Double> round(
      List<DeployedFunction> functions, LaunchMode mode, double processors, Figures figures)
      throws IOException {
    Map<String, Double> trivial = new LinkedHashMap<>();
    for (DeployedFunction function : functions) {
      add(function, mode, processors, trivial, figures);
    }
    return trivial;
  }

  private void add(
      DeployedFunction function,
      LaunchMode mode,
      double processors,
      Map<String, Double> trivial,
      Figures figures)
      throws IOException {
    if (function.module().equals("training")) {
      platform.resetTraining();
    }
    Map<String, Double> used = new LinkedHashMap<>();
    Event event = platform.messages().next(function, 1);
    try (RunningFunction running = platform.launch(function, mode, processors)) {
      MeasuredProcess process = running.process();
      running.awaitListening();
      used.put("listening", process.seconds());
      running.deliver(event);
      used.put("first answer", process.seconds());
      used.put("CPU", process.processorSeconds());
      used.put("peak memory", process.peakMegabytes());
    }
    used.forEach(trivial::putIfAbsent);
    used.forEach(
        (name, value) -> {
          Measure measure =
              Measure.of(name, name.equals("peak memory") ? "MB" : "s")
                  .with("function", function.module())
                  .with("launcher", mode.label)
                  .with(new Limits(processors, function.memoryMegabytes()).parameters());
          figures.add(measure, value, "trivial", trivial.getOrDefault(name, value));
        });
  }
}
