package dev.aidemo.local.command;

import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.target.Workspace;
import dev.aidemo.operations.terminal.Terminal;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description =
        "Starts PostgreSQL, Redis, Pub/Sub, Cloud Storage and the eight functions, and runs until"
            + " Ctrl-C.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A service is used, not started, whose variable is set:",
      "PUBSUB_EMULATOR_HOST, STORAGE_EMULATOR_HOST, REDISHOST (and REDISPORT),",
      "DBHOST (and DBPORT, DBNAME, DBUSER, DBPASS)."
    })
final class Up implements Callable<Integer> {
  private final Workspace workspace;

  @Option(
      names = "--pubsub-port",
      paramLabel = "PORT",
      description = "Where Pub/Sub and Cloud Storage listen; any free port without it.")
  private int pubSubPort;

  @Option(
      names = "--redis-port",
      paramLabel = "PORT",
      description = "Where Redis listens; any free port without it.")
  private int redisPort;

  @Option(
      names = "--db-port",
      paramLabel = "PORT",
      description = "Where PostgreSQL listens; any free port without it.")
  private int databasePort;

  private volatile boolean ready;

  Up(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() throws InterruptedException {
    Terminal terminal = workspace.terminal();
    var options =
        new StackOptions(
            workspace.root(),
            workspace.home(),
            workspace.environment(),
            pubSubPort,
            redisPort,
            databasePort);
    var stack = new LocalStack(options, note -> terminal.line(terminal.red("note: ") + note));
    var stop = new Thread(() -> stop(stack), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    long start = System.nanoTime();
    terminal.redraw("Starting PostgreSQL, Redis, Pub/Sub, Cloud Storage and eight functions ...");
    StackVariables variables = stack.start();
    ready = true;
    terminal.redraw("");
    new Welcome(terminal, workspace, variables).print((System.nanoTime() - start) / 1e9);
    new CountDownLatch(1).await();
    return 0;
  }

  private void stop(LocalStack stack) {
    stack.close();
    if (ready) {
      workspace.terminal().line("Stopped.");
    }
  }
}
