package dev.aidemo.operations.command;

import dev.aidemo.operations.target.Workspace;
import dev.aidemo.operations.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Runs an operator's command in this JVM, and keeps its exit code and what it printed. */
public record CommandRun(int exitCode, String out, String error) {
  @Command(name = "./ai-demo")
  private static final class Program {}

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Runs a command on the stack whose folder is {@code home}, or else on the environment's. */
  public static CommandRun of(Path home, Map<String, String> environment, String... arguments) {
    return of(home, environment, false, arguments);
  }

  /** As above, at a terminal where a person sits. */
  static CommandRun attended(Path home, Map<String, String> environment, String... arguments) {
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
    var workspace = new Workspace(ROOT, home, environment, terminal);
    int exitCode = Commands.run(terminal, new Program(), Commands.ofOperator(workspace), arguments);
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
