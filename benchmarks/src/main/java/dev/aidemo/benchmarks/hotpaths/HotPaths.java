package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.MeasuredProcess;
import dev.aidemo.benchmarks.platform.Platform;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures what a message costs piece by piece, most of them with JMH. */
public final class HotPaths {
  /** Pieces, each with the method that it is compared with. */
  private static final Map<String, String> REFERENCES =
      Map.of("decode", "scan", "classify", "multiply");

  private HotPaths() {}

  /** Runs all rounds. */
  public static void run(BenchmarkOptions options, Figures figures) throws Exception {
    try (var platform = new Platform(options, "hot-paths")) {
      options.repeat(
          "warm predictions",
          () -> {
            warmFunction(options, platform, figures, false);
            warmFunction(options, platform, figures, true);
          });
    }
    jmh(options, figures, "prediction", Payloads.class, Mode.AverageTime);
    jmh(options, figures, "prediction", Models.class, Mode.AverageTime);
    jmh(options, figures, "training", Training.class, Mode.AverageTime, "6", "1372");
    if (!options.quick()) {
      String[] rows = {"100000", "1000000"};
      // Each once, in a JVM that has not trained before.
      jmh(options, figures, "training", Training.class, Mode.SingleShotTime, rows);
    }
  }

  private static void warmFunction(
      BenchmarkOptions options, Platform platform, Figures figures, boolean calibrated)
      throws IOException {
    String events = options.quick() ? "1000" : "5000";
    String classPath = System.getProperty("java.class.path");
    try (MeasuredProcess program =
        platform.startProgram(
            classPath, WarmFunction.class.getName(), events, Boolean.toString(calibrated))) {
      for (String line : program.awaitFinished()) {
        String[] parts = line.split(", ", -1);
        Measure measure = Measure.of(parts[0], "µs").with("percentile", parts[1]);
        figures.add(measure, Double.parseDouble(parts[2]));
      }
    }
  }

  /** Runs each method in a JVM of its own with the options of a function, all once a round. */
  private static void jmh(
      BenchmarkOptions options,
      Figures figures,
      String function,
      Class<?> benchmarks,
      Mode mode,
      String... rows)
      throws Exception {
    boolean isAverage = mode == Mode.AverageTime;
    TimeValue time = TimeValue.milliseconds(options.quick() ? 200 : 500);
    ChainedOptionsBuilder jmh = new OptionsBuilder().include(benchmarks.getName() + "\\.");
    jmh.jvmArgs(DeployedFunction.of(function).limitedJavaOptions().split(" ")).mode(mode).forks(1);
    jmh.warmupIterations(isAverage ? 3 : 0).warmupTime(time);
    jmh.measurementIterations(isAverage ? 2 : 1).measurementTime(time);
    jmh.shouldFailOnError(true).timeout(TimeValue.minutes(5)).verbosity(VerboseMode.SILENT);
    if (rows.length > 0) {
      jmh.param("rows", rows);
    }
    options.repeat(
        benchmarks.getSimpleName(), () -> compare(new Runner(jmh.build()).run(), figures));
  }

  private static void compare(Collection<RunResult> results, Figures figures) {
    Map<Measure, Double> scores = new LinkedHashMap<>();
    for (RunResult result : results) {
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
          String reference = REFERENCES.getOrDefault(measure.name(), "");
          Double compared = scores.get(measure.named(reference));
          if (compared != null) {
            figures.add(measure, score, reference, compared);
          } else if (!REFERENCES.containsValue(measure.name())) {
            figures.add(measure, score);
          }
        });
  }
}
