package dev.aidemo.benchmarks.warm;

import dev.aidemo.benchmarks.Section;
import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.deployed.Deployment;
import dev.aidemo.benchmarks.deployed.Platform;
import dev.aidemo.benchmarks.deployed.Subject;
import dev.aidemo.benchmarks.deployed.Way;
import dev.aidemo.benchmarks.process.Limits;
import dev.aidemo.benchmarks.process.MeasuredProcess;
import dev.aidemo.benchmarks.process.Push;
import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One event of one row at a time, in turns with a function that does nothing. What it takes to
 * store what an event needs is not counted; of the jobs for {@code training}, as of most in a
 * storm, an earlier training has read the rows.
 */
public final class WarmLatency implements Section {
  private static final double PROCESSORS = 2;
  private static final int WARM_UP = 200;
  private static final int EVENTS = 1_000;
  private static final int QUICK = 100;
  private static final int TURN = 50;
  private static final List<Integer> PERCENTILES = List.of(50, 90, 99);

  @Override
  public String name() {
    return "warm";
  }

  @Override
  public String description() {
    return "how long one event takes in a running function, over HTTP";
  }

  @Override
  public List<Figure> run(Setting setting) throws IOException {
    try (var platform = new Platform(setting.root(), name());
        Deployment trivial = start(platform, Subject.TRIVIAL)) {
      serve(platform, Subject.TRIVIAL, trivial.process(), warmUp(setting), new Latencies());
      List<Figure> figures = new ArrayList<>();
      for (Subject subject : Subject.functions()) {
        setting.progress().accept(subject.name());
        figures.addAll(figures(setting, platform, subject, trivial.process()));
      }
      return figures;
    }
  }

  private static List<Figure> figures(
      Setting setting, Platform platform, Subject subject, MeasuredProcess trivial)
      throws IOException {
    int events = setting.quick() ? QUICK : EVENTS;
    List<Latencies> rounds = new ArrayList<>();
    List<Latencies> references = new ArrayList<>();
    platform.work().resetTraining();
    try (Deployment deployment = start(platform, subject)) {
      deployment.process().deliver(platform.work().next(subject, 1));
      serve(platform, subject, deployment.process(), warmUp(setting), new Latencies());
      for (int round = 0; round < setting.rounds(); round++) {
        var times = new Latencies();
        var reference = new Latencies();
        for (int served = 0; served < events; served += TURN) {
          serve(platform, subject, deployment.process(), TURN, times);
          serve(platform, Subject.TRIVIAL, trivial, TURN, reference);
        }
        rounds.add(times);
        references.add(reference);
      }
    }
    return PERCENTILES.stream()
        .map(percent -> figure(subject, percent, rounds, references))
        .toList();
  }

  private static int warmUp(Setting setting) {
    return setting.quick() ? TURN : WARM_UP;
  }

  private static Figure figure(
      Subject subject, int percent, List<Latencies> rounds, List<Latencies> references) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("function", subject.name());
    parameters.put("percentile", "p" + percent);
    parameters.putAll(new Limits(PROCESSORS, subject.megabytes()).parameters());
    return Figure.of("latency", parameters, "ms", percentiles(rounds, percent))
        .comparedWith("trivial p50", percentiles(references, 50));
  }

  private static List<Double> percentiles(List<Latencies> rounds, int percent) {
    return rounds.stream().map(times -> times.percentile(percent)).toList();
  }

  private static Deployment start(Platform platform, Subject subject) throws IOException {
    Deployment deployment =
        platform.start(subject, Way.MANAGED, new Limits(PROCESSORS, subject.megabytes()));
    try {
      deployment.process().awaitListening();
      return deployment;
    } catch (IOException | RuntimeException e) {
      deployment.close();
      throw e;
    }
  }

  private static void serve(
      Platform platform, Subject subject, MeasuredProcess process, int events, Latencies times)
      throws IOException {
    boolean jobs = subject.function().equals(Optional.of(DeployedFunction.of("training")));
    List<Push> pushes =
        IntStream.range(0, events)
            .mapToObj(event -> jobs ? platform.work().job() : platform.work().next(subject, 1))
            .toList();
    for (Push push : pushes) {
      long start = System.nanoTime();
      process.deliver(push);
      times.add((System.nanoTime() - start) / 1e6);
    }
  }
}
