package dev.aidemo.benchmarks.storm;

import dev.aidemo.benchmarks.Section;
import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.benchmarks.services.Platform;
import dev.aidemo.benchmarks.services.PushTarget;
import dev.aidemo.benchmarks.training.Rows;
import dev.aidemo.benchmarks.training.Trainings;
import dev.aidemo.local.stack.FunctionProcess;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a storm of ratings costs: how many trainings a thousand of them lead to on the whole system,
 * and what a job costs that finds nothing to train, as most of them do.
 */
public final class Storm implements Section {
  private static final int RATINGS = 1_000;
  private static final int JOBS = 20;

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public String description() {
    return "a thousand ratings at once, and jobs with nothing to train";
  }

  @Override
  public List<Figure> run(Setting setting) throws Exception {
    List<Integer> sizes = setting.quick() ? List.of(6, 1_372) : List.of(1_372, 100_000, 1_000_000);
    List<Figure> figures = new ArrayList<>();
    try (var platform = new Platform(setting.root())) {
      var trainings = new Trainings(platform);
      for (int size : sizes) {
        setting.progress().accept("jobs with nothing to train, of %,d rows".formatted(size));
        figures.add(settledJobs(platform, trainings, size, setting.rounds()));
      }
    }
    setting.progress().accept("%,d ratings at once".formatted(RATINGS));
    figures.addAll(RatingStorm.run(setting.root(), RATINGS));
    return figures;
  }

  private static Figure settledJobs(Platform platform, Trainings trainings, int size, int rounds)
      throws IOException, InterruptedException, SQLException {
    new Rows(platform).fill(size);
    List<Double> milliseconds = new ArrayList<>();
    try (FunctionProcess process =
        platform.process(
            DeployedFunction.of("training"), Map.of("TRAINING_INTERVAL_SECONDS", "0"), pid -> {})) {
      var target = new PushTarget(process.endpoint(), DeployedFunction.of("training").trigger());
      trainings.send(target);
      var unused = trainings.stored();
      // The first one still asks the bucket, the others only the table.
      trainings.send(target);
      for (int round = 0; round < rounds; round++) {
        double seconds = 0;
        for (int i = 0; i < JOBS; i++) {
          seconds += trainings.send(target);
        }
        milliseconds.add(seconds / JOBS * 1e3);
      }
    }
    return Figure.of(
        "job with nothing to train", Map.of("rows", Integer.toString(size)), "ms", milliseconds);
  }
}
