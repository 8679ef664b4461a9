package dev.aidemo.local.command;

import dev.aidemo.local.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;

/** {@code ./ai-demo}. Ends with 0, with 1 after a failure, or with 2 after a wrong argument. */
@Command(
    name = "./ai-demo",
    description = "AI Demo Functions for Java on one machine, without any account.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Try: ./ai-demo demo", "Measures: ./ai-demo bench --help"})
public final class Main {
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"ai-demo " + (version == null ? "(not packaged)" : version)};
    }
  }

  private Main() {}

  /**
   * Runs the command that the arguments name. Reads the system properties {@code ai-demo.root}, the
   * folder of the parent POM, {@code ai-demo.home}, where a stack keeps its files, and {@code
   * ai-demo.interactive}: the script sets them.
   */
  public static void main(String[] arguments) {
    // What the libraries have to say belongs into the stack's log file.
    LogManager.getLogManager().reset();
    // Here, for SLF4J complains when two threads are the first.
    LoggerFactory.getILoggerFactory();
    Path root = Path.of(System.getProperty("ai-demo.root", "."));
    var workspace =
        new Workspace(
            root,
            Path.of(System.getProperty("ai-demo.home", root.resolve(".local").toString())),
            System.getenv(),
            Terminal.system(Boolean.getBoolean("ai-demo.interactive"), System.getenv()));
    System.exit(run(workspace, arguments));
  }

  static int run(Workspace workspace, String... arguments) {
    Terminal terminal = workspace.terminal();
    CommandLine commandLine =
        new CommandLine(new Main())
            .addSubcommand(new Up(workspace))
            .addSubcommand(new Demo(workspace))
            .addSubcommand(new Publish(workspace))
            .addSubcommand(new DeadLetterCommands(workspace))
            .addSubcommand(new ChampionCommands(workspace))
            .addSubcommand(new CacheCommands(workspace))
            .addSubcommand(new Containers(workspace))
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
