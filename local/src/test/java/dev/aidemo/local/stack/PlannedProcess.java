package dev.aidemo.local.stack;

import dev.aidemo.embedded.PortReservation;
import dev.aidemo.operations.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a function with the flags and variables that {@code deploy.sh plan} prints, and with the
 * memory that it is deployed with, if this machine can limit it.
 */
final class PlannedProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final PlannedFunction function;
  private final MemoryLimit memory;
  private final PortReservation port = PortReservation.take();
  private final Path log;
  private final Process process;

  /**
   * Starts the function.
   *
   * @param secrets the values of secrets, by name
   * @param emulators the variables that name emulators
   */
  PlannedProcess(
      PlannedFunction function,
      Path invoker,
      Map<String, String> secrets,
      Map<String, String> emulators,
      Path logs)
      throws IOException {
    this.function = function;
    this.memory = MemoryLimit.of(function.memoryBytes());
    this.log = Files.createDirectories(logs).resolve(function.function().module() + ".log");
    var builder =
        new ProcessBuilder(command(invoker)).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(function.environment(secrets));
    builder.environment().putAll(emulators);
    this.process = builder.start();
    process.getOutputStream().close();
  }

  private List<String> command(Path invoker) {
    Path jar = Path.of("..", function.flag("source"), function.function().module() + ".jar");
    List<String> command = new ArrayList<>(memory.enter());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", invoker.toString(), "--classpath", jar.toString()));
    command.addAll(List.of("--target", function.flag("entry-point")));
    command.addAll(List.of("--port", Integer.toString(port.port())));
    return command;
  }

  void awaitReady() throws IOException {
    Instant deadline = Instant.now().plus(START_TIMEOUT);
    while (!(port.isListening() && process.isAlive())) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        throw new AssertionError(function.function().module() + ": " + Files.readString(log));
      }
      Wait.milliseconds(25);
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + port.port() + "/";
  }

  /** Describes how much memory it needed. */
  String memory() {
    return memory.toString();
  }

  @Override
  public void close() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      memory.close();
      port.close();
    }
  }
}
