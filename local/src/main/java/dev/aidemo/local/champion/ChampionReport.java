package dev.aidemo.local.champion;

import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.local.demo.ModelVersion;
import dev.aidemo.local.demo.Outcome;
import dev.aidemo.local.terminal.Table;
import dev.aidemo.local.terminal.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** A {@link Standing}, for people. */
public final class ChampionReport {
  private final Terminal terminal;
  private final Standing standing;

  public ChampionReport(Terminal terminal, Standing standing) {
    this.terminal = terminal;
    this.standing = standing;
  }

  /** Prints which model serves and why, and whether the three stores agree on the champion. */
  public void printServed() {
    Optional<String> served = standing.served();
    if (served.isEmpty()) {
      terminal.line("The starter model serves: there is no champion yet.");
    } else {
      printServed(served.get());
    }
    terminal.line("");
    terminal.line(standing.agrees() ? agreement() : terminal.red(disagreement()));
  }

  private void printServed(String fileName) {
    Optional<TrainedModel> known = standing.describe(fileName);
    String name = known.map(model -> "Version " + model.version()).orElse(fileName);
    terminal.line(
        terminal.bold(
            standing.pinned().isPresent()
                ? name + " serves: it is pinned, until ./ai-demo champion unpin."
                : name + " serves: it is the champion."));
    if (!standing.isInBucket(fileName)) {
      terminal.line(
          terminal.red("Its file is not in the bucket: prediction goes on with what it has."));
    }
    terminal.line("");
    known.ifPresent(this::describe);
  }

  private void describe(TrainedModel model) {
    detail("file", model.modelFileName());
    detail("trainer", Objects.requireNonNullElse(model.trainer(), "-"));
    detail("rows", String.format(Locale.ROOT, "%,d", model.records()));
    detail("accuracy", accuracy(model));
    detail("holdout", String.valueOf(Objects.requireNonNullElse(model.holdout(), "-")));
    detail("trained", String.valueOf(Objects.requireNonNullElse(model.created(), "-")));
  }

  private void detail(String name, String value) {
    terminal.line("  %-8s  %s".formatted(name, value));
  }

  private String agreement() {
    return standing
        .cached()
        .map(name -> "Redis, the bucket and table jobs agree: the champion is " + name + ".")
        .orElse("Redis, the bucket and table jobs agree.");
  }

  private String disagreement() {
    return ("Redis, the bucket and table jobs do not agree on the champion: it is %s, %s and %s."
            + " If it stays so, ./ai-demo cache rebuild lets Redis follow the other two.")
        .formatted(
            standing.cached().orElse("none"),
            standing.bestFile().orElse("none"),
            standing.bestTraining().orElse("none"));
  }

  /** Prints all trainings, whether each was promoted when it came, and what was not trained on. */
  public void printHistory() {
    List<TrainedModel> trainings = standing.trainings();
    if (trainings.isEmpty()) {
      terminal.line("There was no training yet.");
    } else {
      printTrainings(trainings);
    }
    standing
        .refusals()
        .forEach(
            refusal ->
                terminal.line("Refused at %s: %s".formatted(refusal.created(), refusal.reason())));
  }

  private void printTrainings(List<TrainedModel> trainings) {
    List<Outcome.Model> promotions =
        Outcome.promotions(trainings.stream().map(ChampionReport::version).toList());
    var table = new Table("version", "trained", "rows", "trainer", "accuracy", "promoted");
    for (int i = 0; i < trainings.size(); i++) {
      TrainedModel model = trainings.get(i);
      table.row(
          Long.toString(model.version()),
          String.valueOf(Objects.requireNonNullElse(model.created(), "-")),
          Integer.toString(model.records()),
          Objects.requireNonNullElse(model.trainer(), "-"),
          accuracy(model),
          promoted(promotions.get(i)) + marks(model.modelFileName()));
    }
    List<String> lines = table.lines();
    terminal.line(terminal.bold(lines.get(0)));
    lines.stream().skip(1).forEach(terminal::line);
  }

  private static String promoted(Outcome.Model model) {
    return model.promoted() ? "yes" : "no: " + model.reason();
  }

  private String marks(String fileName) {
    return (standing.cached().filter(fileName::equals).isPresent() ? ", champion" : "")
        + (standing.pinned().filter(fileName::equals).isPresent() ? ", pinned" : "")
        + (standing.isInBucket(fileName) ? "" : ", not in the bucket");
  }

  private static ModelVersion version(TrainedModel model) {
    return new ModelVersion(
        model.records(), Objects.requireNonNullElse(model.trainer(), "-"), model.rank());
  }

  private static String accuracy(TrainedModel model) {
    return String.format(Locale.ROOT, "%.4f", model.accuracy());
  }
}
