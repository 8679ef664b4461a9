package dev.aidemo.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
  private static final Path PUBLISHED = Path.of("../docs/benchmarks");
  private static final Measure SUSTAINED = Measure.of("sustained", "batches/s");

  @TempDir private Path docs;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(docs.resolve("benchmarks"));
  }

  @Test
  void aRowHasMedianSpreadGoalRoundsAndCommand() throws IOException {
    var figures = new Figures();
    List.of(310.0, 420.4, 305.0).forEach(rate -> figures.add(prediction(), rate, "Pub/Sub", 1_000));
    assertThat(page(figures))
        .contains(
            "| 310 batches/s | 305 to 420 | 0.31 × Pub/Sub | ≥ 300 batches/s | 3 |"
                + " `./ai-demo bench loop --rounds 3` |");
  }

  @Test
  void aGoalThatIsMissedIsSaidToBe() throws IOException {
    var figures = new Figures();
    figures.add(prediction(), 299);
    assertThat(page(figures)).contains("| ≥ 300 batches/s, **missed** | 1 |");
  }

  @Test
  void ofSeveralFiguresTheOneFurthestFromTheGoalIsShown() throws IOException {
    var figures = new Figures();
    Measure readable =
        Measure.of("published to readable", "ms")
            .with("where", "Redis and PostgreSQL")
            .with("percentile", "p50");
    figures.add(readable.with("batches/s", 20), 14);
    figures.add(readable.with("batches/s", 100), 16);
    assertThat(page(figures)).contains("| 16 ms | 16 to 16 |  | ≤ 15 ms, **missed** |");
  }

  @Test
  void whatWasNotMeasuredHasTheCommandThatMeasuresIt() throws IOException {
    assertThat(page(new Figures())).contains("| not measured | | | | | `./ai-demo bench storm` |");
  }

  @Test
  void aChartIsDrawnOfWhatWasMeasuredAndOldOnesAreDeleted() throws IOException {
    Files.createFile(folder.resolve("old.png"));
    var figures = new Figures();
    figures.add(Measure.of("processor time", "ms").with("part", "Redis").with("loop", "a"), 1);
    assertThat(page(figures)).contains("(benchmarks/loop.png)").doesNotContain("warm.png");
    assertThat(folder.resolve("loop.png")).isNotEmptyFile();
    assertThat(folder.resolve("old.png")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.12345, 0.123", "12.3, 12.3", "999.9, '1,000'", "1234567, '1,230,000'"})
  void numbersHaveThreeDigits(double number, String text) {
    assertThat(Report.format(number)).isEqualTo(text);
  }

  /** A figure that was renamed must be renamed in {@code page.json} too. */
  @Test
  void eachRowAndChartShowsPublishedFigures() throws IOException {
    var json = Page.class.getResourceAsStream("page.json");
    Page page = new ObjectMapper().readValue(json, Page.class);
    Stream<Page.Selection> shown =
        Stream.concat(
            page.rows().stream().map(Page.Row::figure),
            page.charts().stream().map(Page.Chart::figure));
    assertThat(shown).allMatch(ReportTest::isPublished);
  }

  private static boolean isPublished(Page.Selection selection) {
    try {
      Path file = PUBLISHED.resolve(selection.section() + ".json");
      return !selection.of(Results.read(file)).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Measure prediction() {
    return SUSTAINED.with("loop", "prediction");
  }

  private String page(Figures figures) throws IOException {
    List<Figure> all = figures.toList();
    int rounds = all.isEmpty() ? 0 : all.get(0).samples().size();
    String command = "./ai-demo bench loop --rounds " + rounds;
    new Results("loop", command, "2026-11-23", Results.Machine.here(), 1, all).write(folder);
    return Files.readString(Report.write(folder));
  }
}
