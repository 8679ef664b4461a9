package dev.aidemo.benchmarks.section;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.Event;
import dev.aidemo.benchmarks.platform.Limits;
import dev.aidemo.benchmarks.platform.MeasuredProcess;
import dev.aidemo.benchmarks.platform.Platform;
import dev.aidemo.benchmarks.platform.RunningFunction;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.util.Optional;

/**
 * Delivers many events one after another to each function, within the memory of its deployment, and
 * at last a batch of 100,000 to {@code prediction}. An event that is not acknowledged counts as a
 * failure; if the kernel kills a function, the section ends.
 */
public final class MemoryUse {
  private static final int ROWS = 10;
  private static final int LARGE_BATCH = 100_000;

  /** Most jobs have nothing to train. */
  private static final int TRAININGS = 10;

  private MemoryUse() {}

  /** Runs all rounds. */
  public static void run(BenchmarkOptions options, Figures figures) throws Exception {
    int events = options.quick() ? 200 : 10_000;
    try (var platform = new Platform(options, "memory")) {
      platform.trainFirstModel();
      options.repeat("all functions", () -> round(platform, events, figures));
    }
  }

  private static void round(Platform platform, int events, Figures figures) throws IOException {
    double trivial = measure(platform, Platform.TRIVIAL, events, Optional.empty(), figures);
    for (DeployedFunction function : DeployedFunction.all()) {
      measure(platform, function, events, Optional.of(trivial), figures);
    }
  }

  private static double measure(
      Platform platform,
      DeployedFunction function,
      int events,
      Optional<Double> trivial,
      Figures figures)
      throws IOException {
    Measure megabytes =
        Measure.of("peak memory", "MB")
            .with("function", function.module())
            .with("events", events)
            .with(new Limits(Platform.PROCESSORS, function.memoryMegabytes()).parameters());
    platform.resetTraining();
    try (RunningFunction running = platform.start(function)) {
      MeasuredProcess process = running.process();
      int failures = 0;
      for (int i = 0; i < events; i++) {
        boolean settled = function.module().equals("training") && i % (events / TRAININGS) != 0;
        Event event =
            settled ? platform.messages().job() : platform.messages().next(function, ROWS);
        failures += running.push(event) ? 0 : 1;
      }
      double peak = process.peakMegabytes();
      figures.add(megabytes, peak, "trivial", trivial.orElse(peak));
      process
          .groupPeakMegabytes()
          .ifPresent(group -> figures.add(megabytes.named("peak of the group"), group));
      if (function.module().equals("prediction")) {
        failures += running.push(platform.messages().next(function, LARGE_BATCH)) ? 0 : 1;
        Measure large = megabytes.named("peak memory with 100,000 subjects");
        figures.add(large, process.peakMegabytes());
      }
      figures.add(new Measure("failures", megabytes.parameters(), "events"), failures);
      return peak;
    }
  }
}
