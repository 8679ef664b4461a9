package dev.aidemo.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each deployable with the flags and the environment that {@code deploy.sh plan} prints, and no
 * more memory than it asks for. What stands in for Google's services is named besides.
 */
@Timeout(90)
class PlannedIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Deployables deployables = new Deployables(ROOT);
  private static final Closer closer = new Closer();

  @TempDir private static Path folder;
  private static StackVariables variables;
  private static Expectation expectation;
  private static Map<DeployedFunction, PlannedFunction> planned;

  @BeforeAll
  static void startServices() throws Exception {
    var services = new Services(StackOptions.embedded(ROOT, folder), deployables.schema(), closer);
    variables = services.variables();
    Bucket.create(variables);
    try (var topology =
        new Topology(variables.value("PROJECT_ID"), variables.value("PUBSUB_EMULATOR_HOST"))) {
      topology.createTopics();
    }
    var pubSub = new PubSubRest(variables);
    for (String topic : List.of("prediction", "training", "job", "model")) {
      pubSub.subscribe(topic, topic);
    }
    services.awaitDatabase();
    StarterRows.add(variables, deployables.schema());
    expectation = new Expectation(variables, pubSub);
    planned = PlannedFunction.print(settings());
  }

  @AfterAll
  static void stopServices() {
    closer.close();
  }

  private static List<String> settings() throws IOException {
    Path empty = Files.createFile(folder.resolve("env-vars.yaml"));
    List<String> settings = new ArrayList<>(List.of("--settings", empty.toString()));
    for (String name :
        List.of("PROJECT_ID", "BUCKET", "REDISHOST", "REDISPORT", "DBHOST", "DBPORT", "DBNAME")) {
      settings.add("--" + name.toLowerCase(Locale.ROOT).replace('_', '-'));
      settings.add(variables.value(name));
    }
    settings.addAll(List.of("--dbuser", variables.value("DBUSER")));
    settings.addAll(List.of("--training-interval-seconds", "0"));
    return settings;
  }

  static Stream<Path> bothInvokers() {
    return Stream.of(deployables.invoker(), deployables.olderInvoker());
  }

  @ParameterizedTest
  @MethodSource("bothInvokers")
  void eachFunctionServesEachFormOfDeliveryInTheMemoryThatItIsDeployedWith(Path invoker) {
    Stream.of(DeployedFunction.values())
        .parallel()
        .forEach(function -> serves(planned.get(function), invoker));
  }

  private static void serves(PlannedFunction function, Path invoker) {
    Process process = null;
    try (MemoryLimit memory = MemoryLimit.of(function.memoryBytes());
        PortReservation port = PortReservation.take()) {
      Path log = folder.resolve(function.function().module() + ".log");
      process = start(function, invoker, memory, port.port(), log);
      awaitReady(process, port.port(), log);
      for (DeliveryForm form : DeliveryForm.values()) {
        deliver(function.function(), form, "http://127.0.0.1:" + port.port() + "/", log);
      }
      System.out.printf(
          "%s, %s: %s%n", function.function().module(), invoker.getParent().getFileName(), memory);
      process.destroyForcibly().waitFor();
    } catch (Exception e) {
      throw new AssertionError(function.function().module(), e);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  /** One at a time, because a training counts the rows that others add. */
  private static synchronized void deliver(
      DeployedFunction function, DeliveryForm form, String endpoint, Path log) throws Exception {
    UUID id = UUID.randomUUID();
    byte[] message = expectation.message(function, id);
    assertThat(form.deliver(endpoint, message, function.trigger()))
        .as("%s, see %s", form, log)
        .isEqualTo(200);
    expectation.verify(function, id);
  }

  private static Process start(
      PlannedFunction function, Path invoker, MemoryLimit memory, int port, Path log)
      throws IOException {
    Path jar = deployables.jar(function.function());
    assertThat(ROOT.resolve(function.flag("source"))).isEqualTo(jar.getParent());
    assertThat(function.flag("trigger-topic")).isEqualTo(function.function().trigger());
    List<String> command = new ArrayList<>(memory.enter());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", invoker.toString(), "--classpath", jar.toString()));
    command.addAll(List.of("--target", function.flag("entry-point")));
    command.addAll(List.of("--port", Integer.toString(port)));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(function.environment(Map.of("db-pass", variables.value("DBPASS"))));
    for (String emulator : List.of("PUBSUB_EMULATOR_HOST", "STORAGE_EMULATOR_HOST")) {
      builder.environment().put(emulator, variables.value(emulator));
    }
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static void awaitReady(Process process, int port, Path log) throws IOException {
    Instant deadline = Instant.now().plusSeconds(60);
    while (!listens(port)) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        throw new AssertionError("it does not start: " + Files.readString(log));
      }
      Pause.milliseconds(50);
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
