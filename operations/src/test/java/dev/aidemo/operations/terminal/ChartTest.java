package dev.aidemo.operations.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
  @Test
  void theFirstPointIsAtTheBottomLeftAndTheLastAtTheTopRight() {
    var chart = new Chart(false);
    chart.add(6, 0.65, true);
    chart.add(1078, 1.0, true);
    List<String> lines = chart.lines();
    assertThat(lines.get(0)).isEqualTo(" 1.0000 |" + " ".repeat(59) + "*");
    assertThat(lines.get(9)).isEqualTo(" 0.6500 |*");
    assertThat(lines.get(10)).isEqualTo("        +" + "-".repeat(60));
    assertThat(lines.get(11)).startsWith("         6 ").endsWith(" 1078");
  }

  @Test
  void sharesCloseToOneAreStretched() {
    var chart = new Chart(false);
    chart.add(1, 0.6, true);
    chart.add(10, 0.95, false);
    chart.add(100, 1.0, true);
    assertThat(chart.lines().get(5)).contains("o");
  }

  @Test
  void withoutUnicodeItIsAscii() {
    var chart = new Chart(false);
    chart.add(6, 0.65, true);
    chart.add(12, 0.6, false);
    assertThat(String.join("", chart.lines())).isASCII();
  }

  @Test
  void oneOrNoPointsMakeAChart() {
    var chart = new Chart(true);
    assertThat(chart.lines()).isEmpty();
    chart.add(6, 0.65, true);
    assertThat(chart.lines()).anyMatch(line -> line.contains("●"));
  }
}
