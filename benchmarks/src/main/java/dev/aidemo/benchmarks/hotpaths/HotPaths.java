package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.MeasuredProcess;
import dev.aidemo.benchmarks.platform.Platform;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures what a message costs piece by piece. JMH runs each piece in a JVM of its own with the
 * options of a function; in each round it runs all once, so that what is compared is never far
 * apart.
 */
public final class HotPaths {
  /** Pieces, each with the method that it is compared with. */
  private static final Map<String, String> REFERENCES =
      Map.of(
          "decode",
          "scan",
          "encode",
          "copy",
          "load",
          "parse",
          "classify",
          "multiply",
          "train",
          "descend");

  private static final String[] SMALL = {"6", "1372"};
  private static final String[] LARGE = {"100000", "1000000"};

  private HotPaths() {}

  /** Runs all rounds. */
  public static void run(BenchmarkOptions options, Figures figures) throws Exception {
    try (var platform = new Platform(options, "hot-paths")) {
      options.repeat("warm predictions", () -> warmFunction(options, platform, figures));
    }
    var prediction = DeployedFunction.of("prediction");
    var training = DeployedFunction.of("training");
    var average = Mode.AverageTime;
    options.repeat(
        "payloads", () -> run(jmh(options, prediction, Payloads.class, average), figures));
    options.repeat("models", () -> run(jmh(options, prediction, Models.class, average), figures));
    options.repeat(
        "trainings",
        () -> run(jmh(options, training, Training.class, average).param("rows", SMALL), figures));
    if (!options.quick()) {
      // Each once, in a JVM that has not trained before.
      options.repeat(
          "large trainings",
          () ->
              run(
                  jmh(options, training, Training.class, Mode.SingleShotTime).param("rows", LARGE),
                  figures));
    }
  }

  private static void warmFunction(BenchmarkOptions options, Platform platform, Figures figures)
      throws IOException {
    Map<String, Double> times = new HashMap<>();
    String events = options.quick() ? "1000" : "5000";
    String classPath = System.getProperty("java.class.path");
    try (MeasuredProcess program =
        platform.startProgram(classPath, WarmFunction.class.getName(), events)) {
      for (String line : program.awaitFinished()) {
        int space = line.lastIndexOf(' ');
        times.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
      }
    }
    for (String percentile : new String[] {" p50", " p99"}) {
      Measure event =
          Measure.of("prediction event without the publish call", "µs")
              .with("percentile", percentile.strip());
      double pieces = times.getOrDefault("pieces" + percentile, Double.NaN);
      double time = times.getOrDefault("event" + percentile, Double.NaN);
      figures.add(event, time, "decode, classify, encode alone", pieces);
      double publish = times.getOrDefault("publish" + percentile, Double.NaN);
      figures.add(event.named("publish call"), publish);
    }
  }

  private static ChainedOptionsBuilder jmh(
      BenchmarkOptions options, DeployedFunction function, Class<?> benchmarks, Mode mode) {
    TimeValue time = TimeValue.milliseconds(options.quick() ? 200 : 500);
    boolean average = mode == Mode.AverageTime;
    return new OptionsBuilder()
        .include(benchmarks.getName() + "\\.")
        .jvmArgs(function.limitedJavaOptions().split(" "))
        .mode(mode)
        .forks(1)
        .warmupIterations(average ? 3 : 0)
        .warmupTime(time)
        .measurementIterations(average ? 2 : 1)
        .measurementTime(time)
        .shouldFailOnError(true)
        .timeout(TimeValue.minutes(5))
        .verbosity(VerboseMode.SILENT);
  }

  private static void run(ChainedOptionsBuilder jmh, Figures figures) throws RunnerException {
    Map<Measure, Double> scores = new LinkedHashMap<>();
    for (RunResult result : new Runner(jmh.build()).run()) {
      String method = result.getParams().getBenchmark().replaceFirst(".*\\.", "");
      String unit = result.getPrimaryResult().getScoreUnit();
      Measure measure = Measure.of(method, unit.replace("us/op", "µs").replace("ms/op", "ms"));
      for (String key : result.getParams().getParamsKeys()) {
        measure = measure.with(key, result.getParams().getParam(key));
      }
      scores.put(measure, result.getPrimaryResult().getScore());
    }
    scores.forEach(
        (measure, score) -> {
          String reference = REFERENCES.get(measure.name());
          if (reference != null) {
            double compared = scores.getOrDefault(measure.named(reference), Double.NaN);
            figures.add(measure, score, reference, compared);
          }
        });
  }
}
