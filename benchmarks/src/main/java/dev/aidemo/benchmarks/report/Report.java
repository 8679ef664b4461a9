package dev.aidemo.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.benchmarks.result.Results;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    String rows = content.rows().stream().map(report::row).collect(Collectors.joining("\n"));
    var charts = new StringBuilder();
    for (Page.Chart chart : content.charts()) {
      charts.append(report.draw(chart));
    }
    String page =
        resource("page.md")
            .replace("{table}", rows)
            .replace("{charts}", charts.toString().strip())
            .replace("{machines}", report.machines());
    return Files.writeString(folder.resolveSibling(folder.getFileName() + ".md"), page);
  }

  private String row(Page.Row row) {
    Results section = results.get(row.figure().section());
    List<Figure> figures = section == null ? List.of() : row.figure().of(section);
    if (section == null || figures.isEmpty()) {
      return "| %s | not measured: `./ai-demo bench %s` |"
          .formatted(row.what(), row.figure().section());
    }
    Figure figure = figures.get(0);
    String goal = "";
    if (row.goal() != null) {
      Goal parsed = Goal.parse(row.goal());
      figure = parsed.worst(figures);
      goal = row.goal() + (parsed.isReachedBy(figure) ? "" : ", **missed**");
    }
    String reference =
        figure.reference() == null
            ? ""
            : format(figure.ratio().orElseThrow()) + " × " + figure.reference().name();
    return "| %s | %s %s | %s to %s | %s | %s | %d | `%s` |"
        .formatted(
            row.what(),
            format(figure.median()),
            figure.unit(),
            format(figure.lowest()),
            format(figure.highest()),
            reference,
            goal,
            figure.samples().size(),
            section.command());
  }

  private String draw(Page.Chart chart) throws IOException {
    Results section = results.get(chart.figure().section());
    if (section == null) {
      return "";
    }
    String file = chart.figure().section() + ".png";
    BarChart.draw(chart, chart.figure().of(section), folder.resolve(file));
    return "![%s](%s/%s)%n%n".formatted(chart.title(), folder.getFileName(), file);
  }

  private String machines() {
    Map<String, List<String>> sections = new TreeMap<>();
    for (Results section : results.values()) {
      Results.Machine machine = section.machine();
      String where =
          "%s on %s, %d cores, %d GB, %s, %s"
              .formatted(
                  section.date(),
                  machine.processor(),
                  machine.cores(),
                  machine.memoryGigabytes(),
                  machine.system(),
                  machine.java());
      sections.computeIfAbsent(where, key -> new ArrayList<>()).add(section.section());
    }
    return sections.entrySet().stream()
        .map(entry -> "- %s: %s".formatted(String.join(", ", entry.getValue()), entry.getKey()))
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
