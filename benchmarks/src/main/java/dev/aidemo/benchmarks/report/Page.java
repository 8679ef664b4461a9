package dev.aidemo.benchmarks.report;

import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.benchmarks.result.Machine;
import dev.aidemo.benchmarks.result.Results;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The page as Markdown.
 *
 * @param sections in the order to be read
 * @param goals to be held against them
 * @param charts of each section, as their files beside the page
 * @param notes what a person wrote about a section, by its name
 */
record Page(
    List<Results> sections,
    List<Goal> goals,
    Map<String, List<ChartFile>> charts,
    Map<String, String> notes) {
  /** A chart, and its path from the page. */
  record ChartFile(String path, Chart chart) {}

  String markdown() {
    var text = new StringBuilder();
    text.append(
        """
        # Benchmarks

        Written by `./ai-demo bench report` from the files in [benchmarks](benchmarks): no number in \
        its tables and charts is typed by hand. Each figure is the median of several rounds; what it is \
        compared with was measured in the same rounds, in turn with it, and the ratio of the two \
        says more than either alone, for it depends least on the machine and on what else ran on \
        it. To measure again: the command beside each section, then `./ai-demo bench report`.

        """);
    machines().forEach(machine -> text.append(describe(machine)));
    text.append("\n## Goals\n\n| goal | limit | measured | spread | × reference | reached |\n");
    text.append("|---|---|---:|---|---|---|\n");
    goals.forEach(goal -> text.append(row(goal)));
    sections.forEach(section -> text.append(section(section)));
    return text.toString();
  }

  private List<Machine> machines() {
    return sections.stream().map(Results::machine).distinct().toList();
  }

  private static String describe(Machine machine) {
    return "Measured on %s, %d cores, %d GB, %s, %s.%n"
        .formatted(
            machine.processor(),
            machine.cores(),
            machine.memoryGigabytes(),
            machine.system(),
            machine.java());
  }

  private String row(Goal goal) {
    Optional<Goal.Outcome> outcome = goal.outcome(sections);
    String subject = "| %s | %s ".formatted(goal.text(), goal.limitText());
    if (outcome.isEmpty()) {
      return subject + "| not measured | | | – |\n";
    }
    Figure worst = outcome.get().worst();
    String unit = goal.measure() == Goal.Measure.RATIO ? "×" : goal.unit();
    String spread =
        "%s to %s %s"
            .formatted(Numbers.exact(worst.lowest()), Numbers.exact(worst.highest()), worst.unit());
    return "%s| %s %s | %s | %s | %s |%n"
        .formatted(
            subject,
            Numbers.exact(outcome.get().value()),
            unit,
            spread,
            ratio(worst),
            outcome.get().reached() ? "yes" : "**no**");
  }

  private String section(Results results) {
    var text = new StringBuilder("\n## " + results.section() + "\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "`%s` on %s, %.0f s.%n%n",
            results.command(),
            results.date(),
            results.seconds()));
    String note = notes.get(results.section());
    if (note != null) {
      text.append(note.strip()).append("\n\n");
    }
    charts
        .getOrDefault(results.section(), List.of())
        .forEach(file -> text.append("![%s](%s)%n%n".formatted(file.chart().title(), file.path())));
    text.append(
        "<details><summary>All %d figures</summary>%n%n".formatted(results.figures().size()));
    text.append("| what | | median | lowest | highest | unit | × reference |\n");
    text.append("|---|---|---:|---:|---:|---|---|\n");
    results.figures().forEach(figure -> text.append(row(figure)));
    text.append("\n</details>\n");
    return text.toString();
  }

  private static String row(Figure figure) {
    return "| %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            figure.name(),
            figure.parameters().entrySet().stream()
                .map(Charts::words)
                .collect(Collectors.joining(", ")),
            Numbers.exact(figure.median()),
            Numbers.exact(figure.lowest()),
            Numbers.exact(figure.highest()),
            figure.unit(),
            ratio(figure));
  }

  private static String ratio(Figure figure) {
    return figure.reference() == null
        ? ""
        : Numbers.exact(figure.reference().ratio()) + " × " + figure.reference().name();
  }
}
