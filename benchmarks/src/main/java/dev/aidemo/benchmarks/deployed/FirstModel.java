package dev.aidemo.benchmarks.deployed;

import dev.aidemo.benchmarks.process.Limits;
import dev.aidemo.benchmarks.process.Push;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.util.Optional;

/** The model that is served meanwhile, as the functions themselves train and promote it. */
final class FirstModel {
  private static final double PROCESSORS = 2;

  private final Platform platform;

  FirstModel(Platform platform) {
    this.platform = platform;
  }

  /**
   * Has it trained.
   *
   * @throws IOException if {@code prediction} would not find it
   */
  void train(Environment environment) throws IOException {
    Work work = platform.work();
    work.resetTraining();
    deliver(
        DeployedFunction.of("training"), work.next(Subject.of(DeployedFunction.of("training")), 1));
    TrainedModel model = work.keepTrained().orElseThrow();
    deliver(
        DeployedFunction.of("training-to-cache"),
        new Push(DeployedFunction.of("training-to-cache").trigger(), model.encode()));
    var redis = new Redis(environment);
    Optional<String> served = new ModelRegister(redis).served();
    redis.close();
    if (!served.equals(Optional.of(model.modelFileName()))) {
      throw new IOException("the first model was not promoted; served is " + served);
    }
  }

  private void deliver(DeployedFunction function, Push push) throws IOException {
    Subject subject = Subject.of(function);
    try (Deployment deployment =
        platform.start(subject, Way.MANAGED, new Limits(PROCESSORS, subject.megabytes()))) {
      deployment.process().awaitListening();
      deployment.process().deliver(push);
    }
  }
}
