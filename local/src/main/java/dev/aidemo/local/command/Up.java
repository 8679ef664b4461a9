package dev.aidemo.local.command;

import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackPorts;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.terminal.Terminal;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description =
        "Starts the whole system, PostgreSQL, Redis, Pub/Sub, Cloud Storage and all functions, and"
            + " runs until Ctrl-C.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "If the variable of a service is set, that service is used and none is started:",
      "PUBSUB_EMULATOR_HOST, STORAGE_EMULATOR_HOST, REDISHOST (with REDISPORT),",
      "DBHOST (with DBPORT, DBNAME, DBUSER, DBPASS)."
    })
final class Up implements Callable<Integer> {
  private final Workspace workspace;

  @Option(
      names = "--console-port",
      paramLabel = "PORT",
      description = "The port of the console, the web page; default: any free one.")
  private int consolePort;

  @Option(
      names = "--ingest-port",
      paramLabel = "PORT",
      description = "The port of the ingest API; default: any free one.")
  private int ingestPort;

  @Option(
      names = "--predict-port",
      paramLabel = "PORT",
      description = "The port of the predict API; default: any free one.")
  private int predictPort;

  @Option(
      names = "--pubsub-port",
      paramLabel = "PORT",
      description = "The port of Pub/Sub and Cloud Storage; default: any free one.")
  private int pubSubPort;

  @Option(
      names = "--redis-port",
      paramLabel = "PORT",
      description = "The port of Redis; default: any free one.")
  private int redisPort;

  @Option(
      names = "--db-port",
      paramLabel = "PORT",
      description = "The port of PostgreSQL; default: any free one.")
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
            new StackPorts(
                pubSubPort, redisPort, databasePort, ingestPort, predictPort, consolePort));
    var stack = new LocalStack(options, note -> terminal.line(terminal.red("note: ") + note));
    var stop = new Thread(() -> stop(stack), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    long start = System.nanoTime();
    terminal.redraw("Starting PostgreSQL, Redis, Pub/Sub, Cloud Storage and all functions ...");
    StackVariables variables = stack.start();
    ready = true;
    terminal.redraw("");
    new WelcomeMessage(terminal, workspace, variables).print((System.nanoTime() - start) / 1e9);
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
