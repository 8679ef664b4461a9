package dev.aidemo.operations.command;

import com.google.api.gax.rpc.ApiException;
import dev.aidemo.operations.services.Target;
import dev.aidemo.operations.terminal.Terminal;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Runs a command line. The exit code is 0, 1 after a failure, which is explained in one line, or 2
 * after a wrong argument.
 */
public final class Commands {
  /** Says in the help of a command what it works on; a line of names follows. */
  static final String TARGET =
      "Works on the stack that ./ai-demo up runs here or, without one, on what these%n"
          + "environment variables name:";

  static final String TARGET_PROJECT = "PROJECT_ID and, for an emulator, PUBSUB_EMULATOR_HOST.";

  static final String TARGET_STORES =
      "PROJECT_ID, BUCKET, REDISHOST, DBHOST, DBNAME, DBUSER, as for a function.";

  private Commands() {}

  /**
   * Returns the commands of an operator.
   *
   * @param target asked by each command for the services that it works on
   */
  public static List<Object> ofOperator(Terminal terminal, Supplier<Target> target) {
    return List.of(
        new Publish(terminal, target),
        new DeadLetterCommands(terminal, target),
        new ChampionCommands(terminal, target),
        new CacheCommands(terminal, target));
  }

  /**
   * Runs the command that the arguments name, and returns the exit code.
   *
   * @param program the annotated class of the whole program
   * @param commands its subcommands
   */
  public static int run(Terminal terminal, Object program, List<?> commands, String... arguments) {
    var commandLine = new CommandLine(program);
    commands.forEach(commandLine::addSubcommand);
    commandLine
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.coloured() ? Ansi.ON : Ansi.OFF))
        .setOut(new PrintWriter(terminal.out(), true, terminal.charset()))
        .setErr(new PrintWriter(terminal.error(), true, terminal.charset()));
    commandLine.setParameterExceptionHandler(
        (wrong, given) ->
            fail(
                terminal,
                wrong.getMessage()
                    + " (see "
                    + wrong.getCommandLine().getCommandSpec().qualifiedName()
                    + " --help)",
                CommandLine.ExitCode.USAGE));
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) ->
            fail(terminal, message(failure), CommandLine.ExitCode.SOFTWARE));
    return commandLine.execute(arguments);
  }

  private static int fail(Terminal terminal, String message, int exitCode) {
    terminal.redraw("");
    terminal.error().println(terminal.red("ai-demo: ") + message.replaceAll("\\s*\\R\\s*", " "));
    return exitCode;
  }

  private static String message(Exception failure) {
    if (failure instanceof ApiException answer) {
      return "Pub/Sub answers %s: %s"
          .formatted(answer.getStatusCode().getCode(), answer.getMessage());
    }
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
