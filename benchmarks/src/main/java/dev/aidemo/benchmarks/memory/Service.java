package dev.aidemo.benchmarks.memory;

import dev.aidemo.benchmarks.deployed.Deployment;
import dev.aidemo.benchmarks.deployed.Platform;
import dev.aidemo.benchmarks.deployed.Subject;
import dev.aidemo.benchmarks.deployed.Way;
import dev.aidemo.benchmarks.deployed.Work;
import dev.aidemo.benchmarks.process.Limits;
import dev.aidemo.benchmarks.process.Push;
import dev.aidemo.benchmarks.process.RefusedEventException;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.util.Optional;

/**
 * One process and the events that it was given.
 *
 * @param events how many
 * @param failures how many it did not acknowledge
 * @param peakMegabytes resident, before the large batch
 * @param groupPeakMegabytes its group's, with the files that it read first, before the large batch
 * @param largestMegabytes resident, after the large batch; only of {@code prediction}
 */
record Service(
    int events,
    int failures,
    double peakMegabytes,
    Optional<Double> groupPeakMegabytes,
    Optional<Double> largestMegabytes) {
  private static final int EVENTS = 10_000;
  private static final int QUICK = 200;
  private static final int ROWS = 10;
  private static final int LARGE_BATCH = 100_000;

  /** Trainings are rare among jobs. */
  private static final int TRAININGS = 10;

  /** Starts the function, gives it all events over one connection, and kills it. */
  static Service of(Platform platform, Subject subject, Limits limits, boolean quick)
      throws IOException {
    int events = quick ? QUICK : EVENTS;
    platform.work().resetTraining();
    try (Deployment deployment = platform.start(subject, Way.MANAGED, limits)) {
      deployment.process().awaitListening();
      int failures = 0;
      for (int event = 0; event < events; event++) {
        failures += failures(deployment, next(platform.work(), subject, event, events));
      }
      double peak = deployment.process().peakMegabytes();
      Optional<Double> groupPeak = deployment.groupPeakMegabytes();
      Optional<Double> largest = Optional.empty();
      if (is(subject, DeployedFunction.of("prediction"))) {
        failures += failures(deployment, platform.work().next(subject, LARGE_BATCH));
        largest = Optional.of(deployment.process().peakMegabytes());
      }
      return new Service(events, failures, peak, groupPeak, largest);
    }
  }

  private static Push next(Work work, Subject subject, int event, int events) {
    return is(subject, DeployedFunction.of("training")) && event % (events / TRAININGS) != 0
        ? work.job()
        : work.next(subject, ROWS);
  }

  private static int failures(Deployment deployment, Push push) throws IOException {
    try {
      deployment.process().deliver(push);
      return 0;
    } catch (RefusedEventException e) {
      return 1;
    }
  }

  private static boolean is(Subject subject, DeployedFunction function) {
    return subject.function().equals(Optional.of(function));
  }
}
