package dev.aidemo.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.benchmarks.result.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir private Path docs;

  private String page() throws IOException {
    return Files.readString(Report.write(docs.resolve("benchmarks"), List.of("loop", "training")));
  }

  private void write(String section, Figure... figures) throws IOException {
    Samples.results(section, figures).write(docs.resolve("benchmarks"));
  }

  private static Figure readable(String percentile, double milliseconds) {
    return Figure.of(
        "published to readable",
        Map.of("percentile", percentile, "where", "Redis and PostgreSQL"),
        "ms",
        List.of(milliseconds, milliseconds));
  }

  @Test
  void saysOfEachGoalWhetherItWasReachedMissedOrNotMeasured() throws IOException {
    write("loop", readable("p50", 12), readable("p99", 75));

    assertThat(page().lines())
        .anyMatch(line -> line.contains("p50 | ≤ 15 ms | 12 ms |") && line.endsWith("| yes |"))
        .anyMatch(line -> line.contains("p99 | ≤ 60 ms | 75 ms |") && line.endsWith("| **no** |"))
        .anyMatch(line -> line.startsWith("| training on 1M") && line.contains("not measured"));
  }

  @Test
  void showsTheSectionsInTheOrderOfTheCommandLine() throws IOException {
    write("another", Samples.decode("1", "ms", 1.0));
    write("training", Samples.decode("1", "ms", 1.0));
    write("loop", Samples.decode("1", "ms", 1.0));

    assertThat(page()).containsSubsequence("## loop", "## training", "## another");
  }

  @Test
  void eachChartThatThePageNamesIsThereAndNoOlderOne() throws IOException {
    write("loop", Samples.decode("1", "ms", 1.0), Samples.decode("1", "rows/s", 1.0));
    page();
    write("loop", Samples.decode("1", "ms", 1.0));

    assertThat(page()).contains("(benchmarks/loop-1.svg)").doesNotContain("loop-2.svg");
    assertThat(docs.resolve("benchmarks/loop-1.svg")).exists();
    assertThat(docs.resolve("benchmarks/loop-2.svg")).doesNotExist();
  }

  @Test
  void keepsWhatAPersonWroteAboutASection() throws IOException {
    write("loop", Samples.decode("1", "ms", 1.0));

    assertThat(page()).contains("What is measured is the way of a batch");
  }

  @Test
  void givesWhatAllBarsHaveInCommonOnceInTheTitle() {
    List<Chart> charts =
        Charts.of(
            Samples.results(
                "loop",
                Figure.of("a", Map.of("rows", "10", "way", "tuned"), "ms", List.of(1.0)),
                Figure.of("a", Map.of("rows", "2000", "way", "tuned"), "ms", List.of(2.0))));

    assertThat(charts).hasSize(1);
    assertThat(charts.get(0).title()).isEqualTo("loop: a, tuned");
    assertThat(charts.get(0).bars().stream().map(Bar::label))
        .containsExactly("rows 10", "rows 2,000");
  }
}
