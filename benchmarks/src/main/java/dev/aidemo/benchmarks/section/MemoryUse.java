package dev.aidemo.benchmarks.section;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.Event;
import dev.aidemo.benchmarks.platform.MeasuredProcess;
import dev.aidemo.benchmarks.platform.Platform;
import dev.aidemo.benchmarks.platform.RunningFunction;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;

/**
 * Delivers many events one after another to each function, and at last a batch of 100,000 to {@code
 * prediction}. If the kernel kills a function for its memory, the section ends.
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
    double trivial = measure(platform, RunningFunction.TRIVIAL, events, 0, figures);
    for (DeployedFunction function : DeployedFunction.eventDriven()) {
      measure(platform, function, events, trivial, figures);
    }
  }

  private static double measure(
      Platform platform, DeployedFunction function, int events, double trivial, Figures figures)
      throws IOException {
    platform.resetTraining();
    try (RunningFunction running = platform.start(function)) {
      Measure megabytes = running.measure("peak memory", "MB").with("events", events);
      MeasuredProcess process = running.process();
      int failures = 0;
      for (int i = 0; i < events; i++) {
        boolean settled = function.module().equals("training") && i % (events / TRAININGS) != 0;
        Event event =
            settled ? platform.messages().job() : platform.messages().next(function, ROWS);
        failures += running.push(event) ? 0 : 1;
      }
      double peak = process.peakMegabytes();
      figures.add(megabytes, peak, "trivial", trivial == 0 ? peak : trivial);
      if (process.group().isPresent()) {
        double group = process.group().get().peakMegabytes();
        figures.add(megabytes.named("peak of the group"), group);
      }
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
