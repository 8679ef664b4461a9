package dev.aidemo.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged emulator, running as a process. */
final class EmulatorProgram implements AutoCloseable {
  private static final int VARIABLES = 3;

  private final Process process;
  private final Map<String, String> variables = new HashMap<>();

  private EmulatorProgram(Process process) {
    this.process = process;
  }

  /** How a process ended, and what it wrote. */
  record Ended(int status, String output, String errors) {}

  /** Starts the program and waits until it has printed the variables. */
  static EmulatorProgram start(String... arguments) throws IOException {
    var program = new EmulatorProgram(launch(arguments));
    var output = program.process.inputReader();
    while (program.variables.size() < VARIABLES) {
      String line = output.readLine();
      assertThat(line).as("the emulator's output").isNotNull();
      if (line.startsWith("export ")) {
        String[] assignment = line.substring("export ".length()).split("=", 2);
        program.variables.put(assignment[0], assignment[1]);
      }
    }
    return program;
  }

  /** Runs the program with arguments that end it. */
  static Ended runToEnd(String... arguments) throws IOException, InterruptedException {
    Process process = launch(arguments);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output, errors);
  }

  private static Process launch(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-jar");
    command.add(Path.of("target", "emulator.jar").toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** Sends SIGTERM and returns the exit status. */
  int terminate(long seconds) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).as("ended").isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
