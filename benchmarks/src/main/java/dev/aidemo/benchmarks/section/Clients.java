package dev.aidemo.benchmarks.section;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.MeasuredProcess;
import dev.aidemo.benchmarks.platform.Platform;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the first call of a new JVM with each of Google's clients: with the generated REST clients
 * that functions use, and with google-cloud-*. Each program has only its own client's libraries,
 * and the JVM options and the memory of a function.
 */
public final class Clients {
  private static final String PUBLISH = "publish a message";
  private static final String READ = "read an object";
  private static final String ACCESS = "access a secret";
  private static final String HTTP = "google-cloud, HTTP";
  private static final String GRPC = "google-cloud, gRPC";

  /** Of each call, the functions' own client comes first. */
  private static final List<Client> CLIENTS =
      List.of(
          new Client(PUBLISH, "REST", "rest-pubsub", "PublishWithRest"),
          new Client(PUBLISH, HTTP, "cloud-pubsub", "PublishWithTopicAdminClient"),
          new Client(PUBLISH, GRPC, "cloud-pubsub", "PublishWithPublisher"),
          new Client(READ, "REST", "rest-storage", "ReadWithRest"),
          new Client(READ, HTTP, "cloud-storage", "ReadOverHttp"),
          new Client(ACCESS, "REST", "rest-secretmanager", "AccessWithRest"),
          new Client(ACCESS, HTTP, "cloud-secretmanager", "AccessOverHttp"),
          new Client(ACCESS, GRPC, "cloud-secretmanager", "AccessOverGrpc"));

  /** A program that makes one call; {@code module} is below {@code benchmarks/programs}. */
  private record Client(String call, String name, String module, String program) {}

  private Clients() {}

  /** Runs all rounds. */
  public static void run(BenchmarkOptions options, Figures figures) throws Exception {
    try (var platform = new Platform(options, "clients")) {
      String object = platform.trainFirstModel().modelFileName();
      // The first start of each reads its files from the disk.
      round(platform, object, new Figures());
      options.repeat("all clients", () -> round(platform, object, figures));
    }
  }

  private static void round(Platform platform, String object, Figures figures) throws IOException {
    Map<String, Double> rest = new HashMap<>();
    for (Client client : CLIENTS) {
      Path jar = platform.programJar(client.module());
      String program = "dev.aidemo.benchmarks.program." + client.program();
      Map<Measure, Double> used = new LinkedHashMap<>();
      try (MeasuredProcess process = platform.startProgram(jar.toString(), program, object)) {
        process.awaitFinished();
        used.put(Measure.of("first answer", "s"), process.seconds());
        used.put(Measure.of("CPU", "s"), process.processorSeconds());
        used.put(Measure.of("peak memory", "MB"), process.peakMegabytes());
        used.put(Measure.of("class path", "MB"), jarMegabytes(jar.resolveSibling("")));
      }
      used.forEach(
          (measure, value) -> {
            double reference = rest.computeIfAbsent(client.call() + measure.name(), first -> value);
            Measure named = measure.with("call", client.call()).with("client", client.name());
            figures.add(named, value, "REST", reference);
          });
    }
  }

  private static double jarMegabytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
      return jars.stream().mapToLong(jar -> jar.toFile().length()).sum() / 1024.0 / 1024.0;
    }
  }
}
