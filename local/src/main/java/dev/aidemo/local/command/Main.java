package dev.aidemo.local.command;

import dev.aidemo.operations.command.Commands;
import dev.aidemo.operations.target.Workspace;
import dev.aidemo.operations.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
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
    List<Object> commands =
        new ArrayList<>(List.of(new Up(workspace), new Demo(workspace), new Containers(workspace)));
    commands.addAll(2, Commands.ofOperator(workspace));
    return Commands.run(workspace.terminal(), new Main(), commands, arguments);
  }
}
