package dev.aidemo.operations.command;

import dev.aidemo.operations.services.Target;
import dev.aidemo.operations.terminal.Terminal;
import java.util.logging.LogManager;
import picocli.CommandLine.Command;

/**
 * Runs the operator's commands without module {@code local}, on the services that the environment
 * variables name. {@code ./ai-demo} has the same commands.
 */
@Command(
    name = "operations",
    description = "Operates the system that the environment variables name.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  private Main() {}

  /**
   * Runs the command that the arguments name. System property {@code ai-demo.interactive} says that
   * standard output is a terminal.
   */
  public static void main(String[] arguments) {
    // A command says in one line what failed; the logs of libraries would hide it.
    LogManager.getLogManager().reset();
    var terminal = Terminal.system(Boolean.getBoolean("ai-demo.interactive"), System.getenv());
    var target = new Target(System.getenv());
    System.exit(
        Commands.run(terminal, new Main(), Commands.ofOperator(terminal, () -> target), arguments));
  }
}
