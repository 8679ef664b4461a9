package dev.aidemo.benchmarks.section;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.Event;
import dev.aidemo.benchmarks.platform.Platform;
import dev.aidemo.benchmarks.platform.RunningFunction;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Latencies;
import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Delivers one event of one row at a time to a running function, in turns with a function that does
 * nothing. Jobs have nothing to train, as most do when many ratings arrive at once.
 */
public final class WarmLatency {
  private static final int EVENTS_PER_TURN = 50;

  private final Platform platform;
  private final RunningFunction trivial;

  private WarmLatency(Platform platform, RunningFunction trivial) {
    this.platform = platform;
    this.trivial = trivial;
  }

  /** Runs all rounds. */
  public static void run(BenchmarkOptions options, Figures figures) throws Exception {
    try (var platform = new Platform(options, "warm")) {
      platform.trainFirstModel();
      try (RunningFunction trivial = platform.start(RunningFunction.TRIVIAL)) {
        var warm = new WarmLatency(platform, trivial);
        for (DeployedFunction function : DeployedFunction.eventDriven()) {
          warm.measure(options, function, figures);
        }
      }
    }
  }

  private void measure(BenchmarkOptions options, DeployedFunction function, Figures figures)
      throws Exception {
    platform.resetTraining();
    try (RunningFunction running = platform.start(function)) {
      running.deliver(platform.messages().next(function, 1));
      takeTurns(running, options.quick() ? 1 : 4, new Figures());
      int turns = options.quick() ? 2 : 20;
      options.repeat(function.module(), () -> takeTurns(running, turns, figures));
    }
  }

  private void takeTurns(RunningFunction running, int turns, Figures figures) throws IOException {
    var latencies = new Latencies();
    var reference = new Latencies();
    for (int turn = 0; turn < turns; turn++) {
      deliver(running, latencies);
      deliver(trivial, reference);
    }
    for (int percent : List.of(50, 90, 99)) {
      Measure measure = running.measure("latency", "ms").with("percentile", "p" + percent);
      figures.add(measure, latencies.percentile(percent), "trivial p50", reference.percentile(50));
    }
  }

  private void deliver(RunningFunction running, Latencies latencies) throws IOException {
    boolean jobs = running.function().module().equals("training");
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS_PER_TURN; i++) {
      events.add(
          jobs ? platform.messages().job() : platform.messages().next(running.function(), 1));
    }
    for (Event event : events) {
      latencies.add(running.deliver(event) * 1e3);
    }
  }
}
