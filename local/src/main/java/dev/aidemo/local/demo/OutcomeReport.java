package dev.aidemo.local.demo;

import dev.aidemo.operations.terminal.Chart;
import dev.aidemo.operations.terminal.Table;
import dev.aidemo.operations.terminal.Terminal;
import java.util.List;
import java.util.Locale;

/** Prints an {@link Outcome}. */
public final class OutcomeReport {
  private final Terminal terminal;
  private final Outcome outcome;

  public OutcomeReport(Terminal terminal, Outcome outcome) {
    this.terminal = terminal;
    this.outcome = outcome;
  }

  /**
   * Prints all versions, a chart of them, why models were promoted, the champion, and whether
   * everything arrived once.
   */
  public void print() {
    terminal.line("");
    printTable();
    terminal.line("");
    printChart();
    terminal.line("");
    printReasons();
    printChampion();
    terminal.line(
        String.format(
            Locale.ROOT,
            "It is right on %d of %d banknotes that nobody rated.",
            outcome.exam().right(),
            outcome.exam().banknotes()));
    String counts =
        String.format(
            Locale.ROOT,
            "%d batches, %,d predictions, %,d ratings: %d lost, %d duplicated. It took %.1f s.",
            outcome.batches(),
            outcome.predictions(),
            outcome.feedback(),
            outcome.lost(),
            outcome.duplicated(),
            outcome.seconds());
    terminal.line(outcome.nothingLostOrDuplicated() ? counts : terminal.red(counts));
  }

  private void printChampion() {
    for (Outcome.Model model : outcome.models()) {
      if (model.version() == outcome.champion().version()) {
        terminal.line(
            terminal.bold(
                String.format(
                    Locale.ROOT,
                    "Champion: version %d, %s on %,d rows, accuracy %.4f.",
                    model.version(),
                    model.trainer(),
                    model.records(),
                    model.accuracy())));
      }
    }
  }

  private void printReasons() {
    List<String> reasons =
        outcome.models().stream()
            .filter(Outcome.Model::promoted)
            .map(Outcome.Model::reason)
            .filter(reason -> !reason.isEmpty())
            .toList();
    if (!reasons.isEmpty()) {
      terminal.line("Why they were promoted:");
      reasons.forEach(reason -> terminal.line("- " + reason + "."));
      terminal.line("");
    }
  }

  private void printTable() {
    var table = new Table("version", "rows", "trainer", "accuracy", "promoted");
    for (Outcome.Model model : outcome.models()) {
      table.row(
          Long.toString(model.version()),
          Integer.toString(model.records()),
          model.trainer(),
          String.format(Locale.ROOT, "%.4f", model.accuracy()),
          model.summary());
    }
    List<String> lines = table.lines();
    terminal.line(terminal.bold(lines.get(0)));
    lines.stream().skip(1).forEach(terminal::line);
  }

  private void printChart() {
    var chart = new Chart(terminal.unicode());
    for (Outcome.Model model : outcome.models()) {
      chart.add(model.records(), model.accuracy(), model.promoted());
    }
    terminal.line(
        "Accuracy against rows (%c promoted, %c not)"
            .formatted(chart.mark(true), chart.mark(false)));
    chart.lines().forEach(terminal::line);
  }
}
