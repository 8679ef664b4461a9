package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.result.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks of JMH, each in a JVM of its own with the flags of a function: in each round all
 * of them once, so that a figure and its reference are never far apart. A sample is the mean of a
 * round.
 */
final class Jmh {
  private static final Map<String, TimeUnit> UNITS =
      Map.of("µs", TimeUnit.MICROSECONDS, "ms", TimeUnit.MILLISECONDS);

  private final Setting setting;
  private final String javaOptions;

  Jmh(Setting setting, String javaOptions) {
    this.setting = setting;
    this.javaOptions = javaOptions;
  }

  /** Over and over for half a second, after as long a time to warm up. */
  List<Figure> repeatedly(Comparison comparison) throws RunnerException {
    TimeValue time = TimeValue.milliseconds(setting.quick() ? 200 : 500);
    return figures(
        comparison,
        options(comparison)
            .mode(Mode.AverageTime)
            .warmupIterations(3)
            .warmupTime(time)
            .measurementIterations(2)
            .measurementTime(time));
  }

  /** Only once, in a JVM that has not done it before, with so many rows. */
  List<Figure> once(Comparison comparison, int rows) throws RunnerException {
    return figures(
        comparison,
        options(comparison)
            .param("rows", Integer.toString(rows))
            .mode(Mode.SingleShotTime)
            .warmupIterations(0)
            .measurementIterations(1));
  }

  /** As {@link #repeatedly}, with these rows and no others. */
  List<Figure> repeatedly(Comparison comparison, String... rows) throws RunnerException {
    TimeValue time = TimeValue.milliseconds(setting.quick() ? 200 : 1_000);
    return figures(
        comparison,
        options(comparison)
            .param("rows", rows)
            .mode(Mode.AverageTime)
            .warmupIterations(2)
            .warmupTime(time)
            .measurementIterations(2)
            .measurementTime(time));
  }

  private ChainedOptionsBuilder options(Comparison comparison) {
    return new OptionsBuilder()
        .include(comparison.pattern())
        .timeUnit(UNITS.get(comparison.unit()))
        .forks(1)
        .jvmArgs(javaOptions.split(" "))
        .shouldFailOnError(true)
        .timeout(TimeValue.minutes(5))
        .verbosity(VerboseMode.SILENT);
  }

  private List<Figure> figures(Comparison comparison, ChainedOptionsBuilder options)
      throws RunnerException {
    Map<Map<String, String>, List<Double>> measured = new LinkedHashMap<>();
    Map<Map<String, String>, List<Double>> references = new LinkedHashMap<>();
    for (int round = 1; round <= setting.rounds(); round++) {
      setting.progress().accept("%s, round %d".formatted(comparison.name(), round));
      for (RunResult result : new Runner(options.build()).run()) {
        boolean isReference =
            result.getParams().getBenchmark().endsWith("." + comparison.reference());
        (isReference ? references : measured)
            .computeIfAbsent(parameters(result.getParams()), parameters -> new ArrayList<>())
            .add(result.getPrimaryResult().getScore());
      }
    }
    List<Figure> figures = new ArrayList<>();
    measured.forEach(
        (parameters, samples) ->
            figures.add(
                Figure.of(comparison.name(), parameters, comparison.unit(), samples)
                    .comparedWith(
                        comparison.referenceName(),
                        references.getOrDefault(parameters, List.of()))));
    return figures;
  }

  private static Map<String, String> parameters(BenchmarkParams benchmark) {
    Map<String, String> parameters = new LinkedHashMap<>();
    benchmark.getParamsKeys().forEach(key -> parameters.put(key, benchmark.getParam(key)));
    return parameters;
  }
}
