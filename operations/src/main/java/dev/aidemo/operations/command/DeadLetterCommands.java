package dev.aidemo.operations.command;

import static dev.aidemo.operations.command.DeadLetterReport.count;

import dev.aidemo.operations.OperationException;
import dev.aidemo.operations.deadletter.DeadLetters;
import dev.aidemo.operations.deadletter.ReplayPlan;
import dev.aidemo.operations.services.Target;
import dev.aidemo.operations.terminal.Printable;
import dev.aidemo.operations.terminal.Terminal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "dead-letters",
    description = "Shows the messages that no function could handle, and replays or drops them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", Commands.TARGET, Commands.TARGET_PROJECT})
final class DeadLetterCommands {
  private static final String AN_ID = "An id that list shows.";

  private final Terminal terminal;
  private final Supplier<Target> target;

  DeadLetterCommands(Terminal terminal, Supplier<Target> target) {
    this.terminal = terminal;
    this.target = target;
  }

  @Command(
      name = "list",
      description = "Lists all dead letters, the oldest message first, and removes none.",
      mixinStandardHelpOptions = true)
  int list() {
    Target services = services();
    try (var letters = new DeadLetters(services.environment())) {
      new DeadLetterReport(terminal).printAll(letters.list(), services.place());
      return 0;
    }
  }

  @Command(
      name = "show",
      description = "Prints a dead letter with all its attributes and its payload.",
      mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "ID", description = AN_ID) String id) {
    try (var letters = new DeadLetters(services().environment())) {
      new DeadLetterReport(terminal)
          .print(letters.find(id).orElseThrow(() -> unknown(List.of(id))));
      return 0;
    }
  }

  @Command(
      name = "replay",
      description = {
        "Publishes the original messages to their topics again, with the time of their first"
            + " delivery, and removes the dead letters. A message that fails again is dead-lettered"
            + " again.",
        "Without ID and --topic, replays all, after asking."
      },
      mixinStandardHelpOptions = true)
  int replay(
      @Option(
              names = "--topic",
              paramLabel = "TOPIC",
              description =
                  "Only dead letters of this topic; with ID, also the target of those whose topic"
                      + " is unknown.")
          @Nullable String topic,
      @Option(names = "--yes", description = "Do not ask.") boolean yes,
      @Parameters(paramLabel = "ID", arity = "0..*", description = AN_ID)
          @Nullable List<String> ids) {
    Target services = services();
    try (var letters = new DeadLetters(services.environment())) {
      var plan =
          ReplayPlan.of(letters.list(), ids == null ? List.of() : ids, Optional.ofNullable(topic));
      if (!plan.unknownIds().isEmpty()) {
        throw unknown(plan.unknownIds());
      }
      boolean all = ids == null && topic == null;
      if (all && !yes && !plan.targets().isEmpty() && !isConfirmed(plan, services)) {
        terminal.line("Nothing was replayed.");
        return 1;
      }
      return replay(letters, plan);
    }
  }

  private int replay(DeadLetters letters, ReplayPlan plan) {
    Set<String> replayed = letters.replay(plan.targets());
    terminal.line("Replayed " + count(replayed.size()) + ".");
    requireAll(plan.targets().keySet(), replayed);
    if (!plan.withoutTopic().isEmpty()) {
      throw new OperationException(
          "the topic of these is unknown, name it with --topic TOPIC %s"
              .formatted(String.join(" ", plan.withoutTopic())));
    }
    return 0;
  }

  private boolean isConfirmed(ReplayPlan plan, Target services) {
    String all = count(plan.targets().size());
    if (!terminal.interactive()) {
      throw new OperationException("this would replay %s: confirm with --yes".formatted(all));
    }
    return new Confirmation(terminal).isGiven("Replay %s in %s?".formatted(all, services.place()));
  }

  @Command(
      name = "drop",
      description = "Removes dead letters for good.",
      mixinStandardHelpOptions = true)
  int drop(@Parameters(paramLabel = "ID", arity = "1..*", description = AN_ID) List<String> ids) {
    Set<String> wanted = new HashSet<>(ids);
    try (var letters = new DeadLetters(services().environment())) {
      Set<String> dropped = letters.drop(wanted);
      terminal.line("Dropped " + count(dropped.size()) + ".");
      requireAll(wanted, dropped);
      return 0;
    }
  }

  private static void requireAll(Set<String> wanted, Set<String> done) {
    List<String> missing = wanted.stream().filter(id -> !done.contains(id)).sorted().toList();
    if (!missing.isEmpty()) {
      throw unknown(missing);
    }
  }

  private static OperationException unknown(List<String> ids) {
    return new OperationException(
        "there is no dead letter %s (see ./ai-demo dead-letters list). %s"
            .formatted(Printable.line(String.join(", ", ids)), DeadLetterReport.HELD));
  }

  private Target services() {
    return target.get().require("PROJECT_ID");
  }
}
