package dev.aidemo.benchmarks.coldstart;

import dev.aidemo.benchmarks.deployed.Deployment;
import dev.aidemo.benchmarks.deployed.Platform;
import dev.aidemo.benchmarks.deployed.Subject;
import dev.aidemo.benchmarks.process.Limits;
import dev.aidemo.benchmarks.process.Push;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.util.Optional;

/**
 * What one start took.
 *
 * @param listening seconds until somebody listened at the port
 * @param firstAnswer seconds until the first event was acknowledged
 * @param peakMegabytes resident, until then
 * @param processorSeconds user and system, until then
 */
record Start(double listening, double firstAnswer, double peakMegabytes, double processorSeconds) {

  /** Starts a function, has it do its work once, and kills it. */
  static Start of(Platform platform, Subject subject, Circumstances circumstances)
      throws IOException {
    if (subject.function().equals(Optional.of(DeployedFunction.of("training")))) {
      platform.work().resetTraining();
    }
    Push first = platform.work().next(subject, 1);
    var limits = new Limits(circumstances.processors(), subject.megabytes());
    try (Deployment deployment = platform.start(subject, circumstances.way(), limits)) {
      double listening = deployment.process().awaitListening();
      double firstAnswer = deployment.process().deliver(first);
      return new Start(
          listening,
          firstAnswer,
          deployment.process().peakMegabytes(),
          deployment.process().processorSeconds());
    }
  }
}
