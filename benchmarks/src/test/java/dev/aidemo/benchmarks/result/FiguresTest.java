package dev.aidemo.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
  private static final Measure DECODE = Measure.of("decode", "ms").with("rows", 10);

  private final Figures figures = new Figures();

  @Test
  void theMedianIsTheMiddleSampleWhateverTheOrder() {
    assertThat(figure(9, 1, 3).median()).isEqualTo(3);
  }

  @Test
  void theMedianOfTwoMiddleSamplesIsTheirMean() {
    assertThat(figure(9, 1, 3, 4).median()).isEqualTo(3.5);
  }

  @Test
  void theRatioIsTheMedianOfTheRatiosOfTheRounds() {
    figures.add(DECODE, 1, "scan", 1);
    figures.add(DECODE, 10, "scan", 5);
    figures.add(DECODE, 4, "scan", 1);
    assertThat(figures.toList().get(0).ratio()).contains(2.0);
    assertThat(figures.toList().get(0).reference().name()).isEqualTo("scan");
  }

  @Test
  void whatWasNotComparedHasNoRatio() {
    assertThat(figure(1).ratio()).isEmpty();
  }

  @Test
  void theFirstRoundDecidesTheOrder() {
    Measure encode = DECODE.named("encode");
    figures.add(encode, 1);
    figures.add(DECODE, 1);
    figures.add(encode, 2);
    assertThat(figures.toList()).extracting(Figure::name).containsExactly("encode", "decode");
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> figures.add(DECODE, Double.NaN)).hasMessageContaining("decode");
    assertThatThrownBy(() -> figures.add(DECODE, 1, "scan", 0)).hasMessageContaining("decode");
  }

  @Test
  void aFileOfResultsIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
    figures.add(DECODE, 1, "scan", 2);
    figures.add(DECODE.named("encode"), 3);
    var results =
        new Results(
            "hot-paths",
            "./ai-demo bench hot-paths",
            "2026-11-23",
            Results.Machine.here(),
            1.5,
            figures.toList());
    assertThat(Results.read(results.write(folder))).isEqualTo(results);
  }

  private Figure figure(double... samples) {
    for (double sample : samples) {
      figures.add(DECODE, sample);
    }
    return List.copyOf(figures.toList()).get(0);
  }
}
