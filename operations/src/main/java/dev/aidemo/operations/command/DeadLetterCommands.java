package dev.aidemo.operations.command;

import dev.aidemo.operations.OperationException;
import dev.aidemo.operations.deadletter.DeadLetter;
import dev.aidemo.operations.deadletter.DeadLetters;
import dev.aidemo.operations.deadletter.DeadLetters.Entry;
import dev.aidemo.operations.target.Target;
import dev.aidemo.operations.target.Workspace;
import dev.aidemo.operations.terminal.Printable;
import dev.aidemo.operations.terminal.Table;
import dev.aidemo.operations.terminal.Terminal;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "dead-letters",
    description =
        "Shows the messages that could not be handled, and replays or drops them: of the stack"
            + " that ./ai-demo up runs here, or of the project that the variables name.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class DeadLetterCommands {
  static final String HELD =
      "One that another program holds just now is not seen; it comes back within two minutes.";

  private static final int LONGEST_REASON = 100;

  private final Workspace workspace;

  DeadLetterCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = "list",
      description = "Lists all dead letters, the first one first. They stay where they are.",
      mixinStandardHelpOptions = true)
  int list() {
    Target target = target();
    try (var letters = new DeadLetters(target.environment())) {
      print(letters.list(), target.place());
      return 0;
    }
  }

  private void print(List<Entry> entries, String place) {
    Terminal terminal = workspace.terminal();
    terminal.line(
        terminal.bold(
            entries.isEmpty()
                ? "There are no dead letters in " + place + "."
                : count(entries.size()) + " in " + place));
    if (!entries.isEmpty()) {
      var table = new Table("id", "first seen", "topic", "attempt", "reason");
      for (Entry entry : entries) {
        table.row(
            entry.id(),
            entry.firstSeen().truncatedTo(ChronoUnit.SECONDS).toString(),
            Printable.line(entry.topic().orElse("?")),
            Printable.line(entry.attempt().orElse("-")),
            Printable.line(entry.reason(), LONGEST_REASON));
      }
      table.lines().forEach(terminal::line);
    }
    terminal.line(HELD);
  }

  @Command(
      name = "show",
      description = "Prints all that a dead letter carries, its payload too.",
      mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "ID", description = "As in list.") String id) {
    try (var letters = new DeadLetters(target().environment())) {
      print(letters.find(id).orElseThrow(() -> unknown(List.of(id))));
      return 0;
    }
  }

  private void print(DeadLetter letter) {
    Terminal terminal = workspace.terminal();
    terminal.line(terminal.bold("Dead letter " + letter.id() + ", since " + letter.published()));
    terminal.line("");
    int width = letter.attributes().keySet().stream().mapToInt(String::length).max().orElse(0);
    letter
        .attributes()
        .forEach(
            (name, value) -> {
              String padding = " ".repeat(width - name.length());
              terminal.line("  " + Printable.line(name) + padding + "  " + Printable.line(value));
            });
    terminal.line("");
    terminal.line(Printable.payload(letter.data().toByteArray()));
  }

  @Command(
      name = "replay",
      description = {
        "Publishes the original messages to their topics again, each at the time of its first"
            + " delivery, and removes the dead letters. A message that is poison again comes back.",
        "Without ID and --topic, all of them, after asking."
      },
      mixinStandardHelpOptions = true)
  int replay(
      @Option(
              names = "--topic",
              paramLabel = "TOPIC",
              description =
                  "Only those of this topic; with ID, where to publish those whose topic cannot be"
                      + " told.")
          @Nullable String topic,
      @Option(names = "--yes", description = "Does not ask.") boolean yes,
      @Parameters(paramLabel = "ID", arity = "0..*", description = "As in list.")
          @Nullable List<String> ids) {
    Target target = target();
    try (var letters = new DeadLetters(target.environment())) {
      var plan =
          ReplayPlan.of(letters.list(), ids == null ? List.of() : ids, Optional.ofNullable(topic));
      if (!plan.unknownIds().isEmpty()) {
        throw unknown(plan.unknownIds());
      }
      boolean all = ids == null && topic == null;
      if (all && !yes && !plan.targets().isEmpty() && !isConfirmed(plan, target)) {
        workspace.terminal().line("Nothing was replayed.");
        return 1;
      }
      return replay(letters, plan);
    }
  }

  private int replay(DeadLetters letters, ReplayPlan plan) {
    Set<String> replayed = letters.replay(plan.targets());
    workspace.terminal().line("Replayed " + count(replayed.size()) + ".");
    requireAll(plan.targets().keySet(), replayed);
    if (!plan.homeless().isEmpty()) {
      throw new OperationException(
          "it cannot be told where these come from, name the topic with --topic TOPIC %s"
              .formatted(String.join(" ", plan.homeless())));
    }
    return 0;
  }

  private boolean isConfirmed(ReplayPlan plan, Target target) {
    Terminal terminal = workspace.terminal();
    if (!terminal.interactive()) {
      throw new OperationException(
          "this replays all there are, %s: say so with --yes"
              .formatted(count(plan.targets().size())));
    }
    return new Question(terminal)
        .isAnsweredYes("Replay %s in %s?".formatted(count(plan.targets().size()), target.place()));
  }

  @Command(
      name = "drop",
      description = "Removes dead letters for good.",
      mixinStandardHelpOptions = true)
  int drop(
      @Parameters(paramLabel = "ID", arity = "1..*", description = "As in list.")
          List<String> ids) {
    try (var letters = new DeadLetters(target().environment())) {
      Set<String> dropped = letters.drop(Set.copyOf(new HashSet<>(ids)));
      workspace.terminal().line("Dropped " + count(dropped.size()) + ".");
      requireAll(new HashSet<>(ids), dropped);
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
            .formatted(Printable.line(String.join(", ", ids)), HELD));
  }

  private static String count(int letters) {
    return letters == 1 ? "1 dead letter" : "%,d dead letters".formatted(letters);
  }

  private Target target() {
    return Target.of(workspace, "PROJECT_ID");
  }
}
