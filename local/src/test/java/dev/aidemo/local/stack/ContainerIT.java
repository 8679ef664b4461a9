package dev.aidemo.local.stack;

import static dev.aidemo.local.stack.BuiltFunctions.DEPLOYABLES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.embedded.PortReservation;
import dev.aidemo.operations.Wait;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the Dockerfile does, without Docker: makes the archive, and starts a function from it.
 */
@Timeout(90)
class ContainerIT {
  private static final DeployedFunction FUNCTION = DeployedFunction.of("prediction-to-cache");
  private static final Map<String, String> variables = Services.environment();

  @TempDir private static Path folder;
  private static Path container = Path.of("");

  @BeforeAll
  static void build() throws Exception {
    var recording =
        Launcher.onClassPath(
            DEPLOYABLES.invoker(), "-XX:DumpLoadedClassList=" + folder.resolve("%m.lst"));
    try (var process =
        new FunctionProcess(
            FUNCTION,
            recording,
            DEPLOYABLES.jar(FUNCTION),
            0,
            variables,
            folder,
            note -> {},
            pid -> {})) {
      process.awaitReady();
      assertThat(deliver(process.endpoint())).isEqualTo(200);
    }
    container =
        new ContainerBuildContext(DEPLOYABLES, FUNCTION).write(folder, folder.resolve("container"));
    Process archive = script("archive.sh", Map.of());
    assertThat(archive.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(archive.exitValue()).as(output("archive.sh")).isZero();
  }

  @Test
  void theFunctionStartsFromItsArchive() throws Exception {
    // With this option, Java ends at once if it cannot use the archive.
    String output = serve(Map.of("JAVA_TOOL_OPTIONS", "-Xshare:on -Xlog:class+load"));

    assertThat(output)
        .containsPattern("dev.aidemo.predictiontocache.PredictionToCache source: shared objects")
        .containsPattern("redis.clients.jedis.Connection source: shared objects")
        .containsPattern("org.eclipse.jetty.server.Server source: shared objects");
  }

  @Test
  void anArchiveOfAnotherBuildIsReportedAndNotUsed() throws Exception {
    Path jar = container.resolve("function.jar");
    FileTime before = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    try {
      assertThat(serve(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load")))
          .startsWith("function.jsa is not of this build, so the start is slow: run archive.sh")
          .contains("PredictionToCache source: file:")
          .contains("java.lang.Object source: shared objects file");
    } finally {
      Files.setLastModifiedTime(jar, before);
    }
  }

  /** Starts the container's command, delivers a message, and returns the output. */
  private static String serve(Map<String, String> more) throws Exception {
    try (var port = PortReservation.take()) {
      Map<String, String> own = new HashMap<>(more);
      own.put("PORT", Integer.toString(port.port()));
      Process process = script("start.sh", own);
      try {
        Instant deadline = Instant.now().plusSeconds(60);
        while (!port.isListening()) {
          assertThat(process.isAlive()).as(output("start.sh")).isTrue();
          assertThat(Instant.now()).isBefore(deadline);
          Wait.milliseconds(20);
        }
        assertThat(deliver("http://127.0.0.1:" + port.port() + "/")).isEqualTo(200);
      } finally {
        process.destroy();
        process.waitFor();
      }
    }
    return output("start.sh");
  }

  private static int deliver(String endpoint) throws IOException, InterruptedException {
    byte[] message =
        new Prediction(
                UUID.randomUUID(),
                List.of("a"),
                List.of(new Features(1, 2, 3, 4)),
                List.of(Verdict.REAL),
                null,
                null,
                null,
                null)
            .encode();
    return DeliveryForm.SECOND_GENERATION.deliver(endpoint, message, FUNCTION.trigger());
  }

  private static Process script(String name, Map<String, String> more) throws IOException {
    var builder = new ProcessBuilder(container.resolve(name).toString());
    Map<String, String> environment = builder.environment();
    environment.putAll(variables);
    environment.put(
        "PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
    environment.putAll(more);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start();
  }

  private static String output(String script) throws IOException {
    return Files.readString(folder.resolve(script + ".log"));
  }
}
