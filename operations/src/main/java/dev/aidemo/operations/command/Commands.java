package dev.aidemo.operations.command;

import dev.aidemo.operations.target.Workspace;
import dev.aidemo.operations.terminal.Terminal;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Runs a command line. Ends with 0, with 1 after a failure, or with 2 after a wrong argument; a
 * failure is told in one line.
 */
public final class Commands {
  private Commands() {}

  /** Returns the commands of an operator. */
  public static List<Object> ofOperator(Workspace workspace) {
    return List.of(
        new Publish(workspace),
        new DeadLetterCommands(workspace),
        new ChampionCommands(workspace),
        new CacheCommands(workspace));
  }

  /** Runs the one of {@code commands} that the arguments name, and returns the exit code. */
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
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
