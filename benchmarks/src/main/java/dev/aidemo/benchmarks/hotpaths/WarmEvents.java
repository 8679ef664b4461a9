package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.embedded.RedisServer;
import dev.aidemo.emulator.Emulator;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@link WarmFunction} in a JVM with a function's flags, beside real services. */
final class WarmEvents {
  private static final int LONGEST_MINUTES = 3;
  private static final String PROJECT = "hot-paths";
  private static final String BUCKET = "hot-paths-models";

  private final Setting setting;
  private final Map<String, List<Double>> samples = new LinkedHashMap<>();

  WarmEvents(Setting setting) {
    this.setting = setting;
  }

  List<Figure> figures() throws IOException, InterruptedException {
    try (var google = Emulator.start(0);
        var redis = RedisServer.start(0)) {
      google.createBucket(BUCKET);
      Topics.create(google, PROJECT, "prediction");
      for (int round = 1; round <= setting.rounds(); round++) {
        setting.progress().accept("warm prediction events, round " + round);
        run(google, redis);
      }
    }
    List<Figure> figures = new ArrayList<>();
    for (String percentile : List.of("p50", "p99")) {
      figures.add(
          figure("prediction event without the publish call", "event", percentile)
              .comparedWith("decode, classify, encode alone", of("pieces", percentile)));
      figures.add(figure("publish call", "publish", percentile));
    }
    return figures;
  }

  private Figure figure(String name, String key, String percentile) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("percentile", percentile);
    parameters.put("rows", "1");
    return Figure.of(name, parameters, "µs", of(key, percentile));
  }

  private List<Double> of(String key, String percentile) {
    return samples.getOrDefault(key + " " + percentile, List.of());
  }

  private void run(Emulator google, RedisServer redis) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(setting.root().resolve("benchmarks/target/hot-paths"));
    Path answers = folder.resolve("answers");
    Path log = folder.resolve("function.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WarmFunction.class.getName(),
                setting.quick() ? "1000" : "5000")
            .redirectOutput(answers.toFile())
            .redirectError(log.toFile());
    builder.environment().clear();
    builder
        .environment()
        .put("JAVA_TOOL_OPTIONS", DeployedFunction.of("prediction").limitedJavaOptions());
    builder.environment().put("PROJECT_ID", PROJECT);
    builder.environment().put("BUCKET", BUCKET);
    builder.environment().put("PUBSUB_EMULATOR_HOST", google.address());
    builder.environment().put("STORAGE_EMULATOR_HOST", google.address());
    builder.environment().put("REDISHOST", redis.host());
    builder.environment().put("REDISPORT", Integer.toString(redis.port()));
    await(builder.start(), log);
    for (String line : Files.readAllLines(answers)) {
      int last = line.lastIndexOf(' ');
      samples
          .computeIfAbsent(line.substring(0, last), key -> new ArrayList<>())
          .add(Double.valueOf(line.substring(last + 1)));
    }
  }

  private static void await(Process process, Path log) throws InterruptedException {
    try {
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException("the warm function failed, see " + log);
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
