package dev.aidemo.operations.command;

import dev.aidemo.operations.deadletter.DeadLetter;
import dev.aidemo.operations.deadletter.DeadLetters.Entry;
import dev.aidemo.operations.terminal.Count;
import dev.aidemo.operations.terminal.Printable;
import dev.aidemo.operations.terminal.Table;
import dev.aidemo.operations.terminal.Terminal;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Prints dead letters, whose content comes from outside. */
final class DeadLetterReport {
  static final String HELD =
      "Letters that another program has just pulled are missing here, for at most two minutes.";

  private static final int MAX_REASON_LENGTH = 100;

  private final Terminal terminal;

  DeadLetterReport(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints a table of all, one line each. */
  void printAll(List<Entry> entries, String place) {
    terminal.line(
        terminal.bold(
            entries.isEmpty()
                ? "There are no dead letters in " + place + "."
                : count(entries.size()) + " in " + place));
    if (!entries.isEmpty()) {
      var table = new Table("id", "first seen", "topic", "attempts", "reason");
      for (Entry entry : entries) {
        table.row(
            entry.id(),
            entry.firstSeen().truncatedTo(ChronoUnit.SECONDS).toString(),
            Printable.line(entry.topic().orElse("?")),
            Printable.line(entry.attempts().orElse("-")),
            Printable.line(entry.reason(), MAX_REASON_LENGTH));
      }
      table.lines().forEach(terminal::line);
    }
    terminal.line(HELD);
  }

  /** Prints all attributes of one, and its payload. */
  void print(DeadLetter letter) {
    terminal.line(
        terminal.bold("Dead letter " + letter.id() + ", published " + letter.published()));
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

  /** Writes a number of dead letters. */
  static String count(int letters) {
    return Count.of(letters, "dead letter", "dead letters");
  }
}
