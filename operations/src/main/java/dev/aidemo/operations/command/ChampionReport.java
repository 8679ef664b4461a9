package dev.aidemo.operations.command;

import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.promotion.Promotion;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.operations.champion.ChampionStatus;
import dev.aidemo.operations.terminal.Table;
import dev.aidemo.operations.terminal.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Prints a {@link ChampionStatus}. */
final class ChampionReport {
  private final Terminal terminal;
  private final ChampionStatus status;

  ChampionReport(Terminal terminal, ChampionStatus status) {
    this.terminal = terminal;
    this.status = status;
  }

  /** Prints which model serves and why, and whether the three stores agree on the champion. */
  void printServed() {
    Optional<String> served = status.served();
    if (served.isEmpty()) {
      terminal.line("The starter model serves: there is no champion yet.");
    } else {
      printServed(served.get());
    }
    terminal.line("");
    terminal.line(status.agrees() ? agreement() : terminal.red(disagreement()));
  }

  private void printServed(String fileName) {
    Optional<TrainedModel> known = status.describe(fileName);
    String name = known.map(model -> "Version " + model.version()).orElse(fileName);
    terminal.line(
        terminal.bold(
            status.pinned().isPresent()
                ? name + " serves because it is pinned (to undo: ./ai-demo champion unpin)."
                : name + " serves because it is the champion."));
    if (!status.isInBucket(fileName)) {
      terminal.line(
          terminal.red("Its file is not in the bucket: prediction keeps serving its last model."));
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
    return status
        .cached()
        .map(name -> "Redis, the bucket and table jobs agree: the champion is " + name + ".")
        .orElse("Redis, the bucket and table jobs agree.");
  }

  private String disagreement() {
    return ("Redis, the bucket and table jobs disagree on the champion: %s, %s and %s."
            + " If that does not pass, run ./ai-demo cache rebuild.")
        .formatted(
            status.cached().orElse("none"),
            status.bestFile().orElse("none"),
            status.bestTraining().orElse("none"));
  }

  /** Prints all trainings, whether each model was promoted, and the skipped trainings. */
  void printHistory() {
    List<TrainedModel> trainings = status.trainings();
    if (trainings.isEmpty()) {
      terminal.line("There was no training yet.");
    } else {
      printTrainings(trainings);
    }
    status
        .skipped()
        .forEach(
            skipped ->
                terminal.line(
                    "Training skipped at %s: %s".formatted(skipped.created(), skipped.reason())));
  }

  private void printTrainings(List<TrainedModel> trainings) {
    List<Promotion> promotions = PromotionRule.history(trainings);
    var table = new Table("version", "trained", "rows", "trainer", "accuracy", "promoted");
    for (int i = 0; i < trainings.size(); i++) {
      TrainedModel model = trainings.get(i);
      table.row(
          Long.toString(model.version()),
          String.valueOf(Objects.requireNonNullElse(model.created(), "-")),
          Integer.toString(model.records()),
          Objects.requireNonNullElse(model.trainer(), "-"),
          accuracy(model),
          promotions.get(i).summary() + marks(model.modelFileName()));
    }
    List<String> lines = table.lines();
    terminal.line(terminal.bold(lines.get(0)));
    lines.stream().skip(1).forEach(terminal::line);
    DecisionLines.of(promotions).forEach(terminal::line);
  }

  private String marks(String fileName) {
    return (status.cached().filter(fileName::equals).isPresent() ? ", champion" : "")
        + (status.pinned().filter(fileName::equals).isPresent() ? ", pinned" : "")
        + (status.isInBucket(fileName) ? "" : ", not in the bucket");
  }

  private static String accuracy(TrainedModel model) {
    return String.format(Locale.ROOT, "%.4f", model.accuracy());
  }
}
