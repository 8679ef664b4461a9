package dev.aidemo.local.command;

import dev.aidemo.local.demo.Outcome;
import dev.aidemo.local.demo.OutcomeReport;
import dev.aidemo.local.demo.Scenario;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.Wait;
import dev.aidemo.operations.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description =
        "Starts a stack of its own, trains a first model on six banknotes, and shows how it improves"
            + " as 1,072 others are classified, rated and learned from.",
    mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {
  /** How long each batch stays unrated for a person who watches. */
  private static final Duration WATCHABLE = Duration.ofMillis(1500);

  private static final Duration VIEWER_TIMEOUT = Duration.ofMinutes(1);

  /** What the console logs when a page with the key asks for something. */
  private static final String FIRST_CALL = "GET /api/";

  private final Workspace workspace;

  @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures to FILE.")
  private @Nullable Path json;

  @Option(
      names = "--watch",
      description =
          "Waits until you have opened the console, plays slowly enough to be watched there, and"
              + " runs until Ctrl-C.")
  private boolean watch;

  Demo(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Terminal terminal = workspace.terminal();
    var options = StackOptions.embedded(workspace.root(), workspace.home().resolve("demo"));
    long start = System.nanoTime();
    try (var stack =
        new LocalStack(options, note -> terminal.line(terminal.red("note: ") + note))) {
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
      terminal.redraw("Starting PostgreSQL, Redis, Pub/Sub, Cloud Storage and all functions ...");
      StackVariables variables = stack.start();
      terminal.redraw("");
      terminal.line(
          String.format(
              Locale.ROOT,
              "PostgreSQL, Redis, Pub/Sub, Cloud Storage and all functions are up after %.1f s.",
              seconds(start)));
      if (watch) {
        awaitViewer(terminal, stack, variables);
      }
      Outcome outcome =
          new Scenario(terminal, variables, watch ? WATCHABLE : Duration.ZERO)
              .run(() -> seconds(start));
      new OutcomeReport(terminal, outcome).print();
      if (json != null) {
        outcome.write(json);
      }
      if (watch) {
        terminal.line(terminal.bold("The console stays up. Ctrl-C stops everything."));
        new CountDownLatch(1).await();
      }
      return outcome.nothingLostOrDuplicated() ? 0 : 1;
    }
  }

  private static void awaitViewer(Terminal terminal, LocalStack stack, StackVariables variables) {
    terminal.line(terminal.bold("Open the console:  " + variables.consoleAddress()));
    terminal.redraw("The demo begins when the page is open, or in a minute.");
    Instant deadline = Instant.now().plus(VIEWER_TIMEOUT);
    while (!stack.log("console").contains(FIRST_CALL) && Instant.now().isBefore(deadline)) {
      Wait.milliseconds(200);
    }
    terminal.redraw("");
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
