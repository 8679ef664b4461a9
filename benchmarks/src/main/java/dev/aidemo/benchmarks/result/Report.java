package dev.aidemo.benchmarks.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the page from the files of results, from {@code page.md}, which is written by hand, and
 * from {@code page.json}, which says what the table and the charts show.
 */
public final class Report {
  private final Path folder;
  private final Map<String, Results> results = new TreeMap<>();

  private Report(Path folder) throws IOException {
    this.folder = folder;
    for (Path file : files(folder, ".json")) {
      Results section = Results.read(file);
      results.put(section.section(), section);
    }
  }

  /** Writes the charts into the folder of the results, and the page beside it, and returns it. */
  public static Path write(Path folder) throws IOException {
    for (Path old : files(folder, ".png")) {
      Files.delete(old);
    }
    var report = new Report(folder);
    Page content = new ObjectMapper().readValue(resource("page.json"), Page.class);
    var charts = new StringBuilder();
    for (Page.Chart chart : content.charts()) {
      charts.append(report.draw(chart));
    }
    String rows = content.rows().stream().map(report::row).collect(Collectors.joining("\n"));
    String page = resource("page.md").replace("{table}", rows);
    page = page.replace("{charts}", charts.toString().strip());
    page = page.replace("{machines}", report.machines());
    return Files.writeString(folder.resolveSibling(folder.getFileName() + ".md"), page);
  }

  private String row(Page.Row row) {
    List<Figure> figures = figures(row.figure());
    String section = row.figure().section();
    if (figures.isEmpty()) {
      return "| %s | not measured | | | | | `./ai-demo bench %s` |".formatted(row.what(), section);
    }
    Page.Goal goal = row.goal();
    Figure figure = goal == null ? figures.get(0) : goal.worst(figures);
    Figure.Reference reference = figure.reference();
    return Stream.of(
            row.what(),
            format(figure.median()) + " " + figure.unit(),
            format(figure.lowest()) + " to " + format(figure.highest()),
            figure.ratio().map(Report::format).orElse("")
                + (reference == null ? "" : " × " + reference.name()),
            goal == null ? "" : inWords(goal, figure),
            "" + figure.samples().size(),
            "`" + Objects.requireNonNull(results.get(section)).command() + "`")
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String inWords(Page.Goal goal, Figure figure) {
    String limit =
        goal.atMost() == null
            ? "≥ " + format(Objects.requireNonNull(goal.atLeast()))
            : "≤ " + format(goal.atMost());
    String unit = goal.isRatio() ? "×" : figure.unit();
    return limit + " " + unit + (goal.isReachedBy(figure) ? "" : ", **missed**");
  }

  private String draw(Page.Chart chart) throws IOException {
    List<Figure> figures = figures(chart.figure());
    if (figures.isEmpty()) {
      return "";
    }
    String file = chart.figure().section() + ".png";
    BarChart.draw(chart, figures, folder.resolve(file));
    return "![%s](%s/%s)%n%n".formatted(chart.title(), folder.getFileName(), file);
  }

  private List<Figure> figures(Page.Selection selection) {
    Results section = results.get(selection.section());
    return section == null ? List.of() : selection.of(section);
  }

  /** Tells when and on what each section was measured. */
  private String machines() {
    Map<String, String> sections = new TreeMap<>();
    for (Results section : results.values()) {
      String where = section.date() + " on " + section.machine().inWords();
      sections.merge(where, section.section(), (all, another) -> all + ", " + another);
    }
    return sections.entrySet().stream()
        .map(entry -> "- " + entry.getValue() + ": " + entry.getKey())
        .collect(Collectors.joining("\n"));
  }

  /** Writes a number with three digits, because a measurement knows no more. */
  static String format(double number) {
    var rounded = new BigDecimal(number).round(new MathContext(3)).stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }

  private static String resource(String name) throws IOException {
    try (InputStream file = Report.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
