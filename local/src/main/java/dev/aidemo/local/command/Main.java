package dev.aidemo.local.command;

import dev.aidemo.operations.command.Commands;
import dev.aidemo.operations.services.Target;
import dev.aidemo.operations.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Runs the commands of {@code ./ai-demo}: the local stack, the demo, and those of an operator. */
@Command(
    name = "./ai-demo",
    description = "Runs AI Demo Functions for Java on this machine, without any account.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Start with ./ai-demo demo. Benchmarks: ./ai-demo bench --help",
      "publish, dead-letters, champion and cache also work on Google Cloud: if no stack",
      "runs here, on the services that the environment variables of a function name."
    })
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
   * Runs the command that the arguments name. The script sets the system properties {@code
   * ai-demo.root}, the folder of the parent POM, and {@code ai-demo.interactive}; {@code
   * ai-demo.home} is where a stack keeps its files.
   */
  public static void main(String[] arguments) {
    // What the libraries log goes to the stack's log file, and nothing to the terminal.
    LogManager.getLogManager().reset();
    // Here, because SLF4J complains if two threads are the first to use it.
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
    List<Object> commands = new ArrayList<>(List.of(new Up(workspace), new Demo(workspace)));
    commands.addAll(
        Commands.ofOperator(
            workspace.terminal(), () -> Target.find(workspace.home(), workspace.environment())));
    commands.add(new Containers(workspace));
    return Commands.run(workspace.terminal(), new Main(), commands, arguments);
  }
}
