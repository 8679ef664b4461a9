package dev.aidemo.local.command;

import dev.aidemo.local.demo.Outcome;
import dev.aidemo.local.demo.OutcomeReport;
import dev.aidemo.local.demo.Scenario;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
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
  private final Workspace workspace;

  @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures to FILE.")
  private @Nullable Path json;

  Demo(Workspace workspace) {
    this.workspace = workspace;
  }

  @Override
  public Integer call() throws IOException {
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
      Outcome outcome = new Scenario(terminal, variables).run(() -> seconds(start));
      new OutcomeReport(terminal, outcome).print();
      if (json != null) {
        outcome.write(json);
      }
      return outcome.nothingLostOrDuplicated() ? 0 : 1;
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
