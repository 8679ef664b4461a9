package dev.aidemo.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {
  private static Figure figure(Double... samples) {
    return Figure.of("decode", Map.of("rows", "10"), "ms", List.of(samples));
  }

  @Test
  void theMedianIsTheMiddleOneWhateverTheOrder() {
    assertThat(figure(9.0, 1.0, 3.0).median()).isEqualTo(3);
  }

  @Test
  void theMedianOfTwoMiddleOnesIsTheirMean() {
    assertThat(figure(9.0, 1.0, 3.0, 4.0).median()).isEqualTo(3.5);
  }

  @Test
  void theRatioIsTheMedianOfTheRoundsRatios() {
    Figure compared = figure(1.0, 10.0, 4.0).comparedWith("scan", List.of(1.0, 5.0, 1.0));

    assertThat(compared.ratio()).contains(2.0);
    assertThat(figure(1.0).ratio()).isEmpty();
  }

  @Test
  void roundsThatWereNotTakenTogetherCannotBeCompared() {
    assertThatThrownBy(() -> figure(1.0, 2.0).comparedWith("scan", List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("decode has 2 rounds, scan has 1");
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> figure(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> figure(1.0).comparedWith("scan", List.of(0.0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> figure()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFileOfResultsIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
    Results results =
        new Results(
            "hot-paths",
            "./ai-demo bench hot-paths",
            "2026-11-23",
            Machine.here(),
            1.5,
            List.of(figure(1.0, 2.0).comparedWith("scan", List.of(1.0, 1.0)), figure(3.0)));

    assertThat(Results.read(results.write(folder))).isEqualTo(results);
  }
}
