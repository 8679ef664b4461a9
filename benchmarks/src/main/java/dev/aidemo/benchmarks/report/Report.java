package dev.aidemo.benchmarks.report;

import dev.aidemo.benchmarks.result.Results;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes the page and its charts. */
public final class Report {
  private Report() {}

  /**
   * Reads all files of results in the folder, and writes the charts beside them and the page beside
   * the folder. Charts of an earlier page are deleted.
   *
   * @param order the names of the sections in the order to be read; others come last
   * @return the page
   * @throws IOException if a file cannot be read or written
   */
  public static Path write(Path folder, List<String> order) throws IOException {
    List<Results> sections = results(folder, order);
    for (Path old : files(folder, ".svg")) {
      Files.delete(old);
    }
    Map<String, List<Page.ChartFile>> charts = new HashMap<>();
    Map<String, String> notes = new HashMap<>();
    for (Results section : sections) {
      charts.put(section.section(), charts(folder, section));
      String note = note(section.section());
      if (!note.isBlank()) {
        notes.put(section.section(), note);
      }
    }
    Path page = folder.resolveSibling(folder.getFileName() + ".md");
    Files.writeString(page, new Page(sections, Goals.ALL, charts, notes).markdown());
    return page;
  }

  private static List<Results> results(Path folder, List<String> order) throws IOException {
    List<Results> results = new ArrayList<>();
    for (Path file : files(folder, ".json")) {
      results.add(Results.read(file));
    }
    results.sort(
        Comparator.comparingInt(
                (Results section) ->
                    order.contains(section.section())
                        ? order.indexOf(section.section())
                        : order.size())
            .thenComparing(Results::section));
    return results;
  }

  private static List<Page.ChartFile> charts(Path folder, Results section) throws IOException {
    List<Page.ChartFile> files = new ArrayList<>();
    for (Chart chart : Charts.of(section)) {
      String name = "%s-%d.svg".formatted(section.section(), files.size() + 1);
      Files.writeString(folder.resolve(name), chart.svg());
      files.add(new Page.ChartFile(folder.getFileName() + "/" + name, chart));
    }
    return files;
  }

  /** What a person wrote, in {@code SECTION.md} beside this class. */
  private static String note(String section) throws IOException {
    try (InputStream note = Report.class.getResourceAsStream(section + ".md")) {
      return note == null ? "" : new String(note.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
