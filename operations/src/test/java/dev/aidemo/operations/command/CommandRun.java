package dev.aidemo.operations.command;

import dev.aidemo.operations.services.Target;
import dev.aidemo.operations.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Runs an operator's command in this JVM, and holds its exit code and output. */
public record CommandRun(int exitCode, String out, String error) {
  @Command(name = "./ai-demo")
  private static final class Program {}

  /** Runs a command on the stack in folder {@code home}, or on what the environment names. */
  public static CommandRun of(Path home, Map<String, String> environment, String... arguments) {
    return of(home, environment, false, arguments);
  }

  /** Runs a command at an interactive terminal. */
  static CommandRun interactive(Path home, Map<String, String> environment, String... arguments) {
    return of(home, environment, true, arguments);
  }

  private static CommandRun of(
      Path home, Map<String, String> environment, boolean interactive, String... arguments) {
    var out = new ByteArrayOutputStream();
    var error = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(error, true, StandardCharsets.UTF_8),
            interactive,
            interactive,
            StandardCharsets.UTF_8);
    List<Object> commands = Commands.ofOperator(terminal, () -> Target.find(home, environment));
    int exitCode = Commands.run(terminal, new Program(), commands, arguments);
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
