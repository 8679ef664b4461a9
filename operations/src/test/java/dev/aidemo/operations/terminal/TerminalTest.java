package dev.aidemo.operations.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private Terminal terminal(boolean interactive, Charset charset) {
    var stream = new PrintStream(written, true, charset);
    return new Terminal(stream, stream, interactive, false, charset);
  }

  @Test
  void thereAreNoColoursIfNoTerminalIsThereOrNoColorIsSet() {
    assertThat(Terminal.system(true, Map.of()).coloured()).isTrue();
    assertThat(Terminal.system(true, Map.of("NO_COLOR", "1")).coloured()).isFalse();
    assertThat(Terminal.system(false, Map.of()).coloured()).isFalse();
  }

  @Test
  void aProgressBarFillsFromLeftToRight() {
    var bar = new ProgressBar(terminal(true, StandardCharsets.US_ASCII), 1072);
    assertThat(bar.render(0, "")).isEqualTo("[" + ".".repeat(30) + "] 0 of 1,072");
    assertThat(bar.render(536, "version 3"))
        .isEqualTo("[" + "#".repeat(15) + ".".repeat(15) + "] 536 of 1,072  version 3");
    assertThat(bar.render(1072, "")).isEqualTo("[" + "#".repeat(30) + "] 1,072 of 1,072");
  }

  @Test
  void aProgressBarIsPlainLinesIfNobodyIsWatching() {
    var bar = new ProgressBar(terminal(false, StandardCharsets.US_ASCII), 2);
    bar.show(1, "");
    bar.show(2, "");
    bar.end();
    assertThat(written.toString(StandardCharsets.US_ASCII).lines())
        .containsExactly(
            "[" + "#".repeat(15) + ".".repeat(15) + "] 1 of 2", "[" + "#".repeat(30) + "] 2 of 2");
  }

  @Test
  void aTableAlignsItsColumns() {
    var table = new Table("version", "rows", "promoted");
    table.row("1", "6", "yes");
    table.row("10", "1078", "no: 0.9 < 1.0 of version 1");
    assertThat(table.lines())
        .containsExactly(
            "version  rows  promoted",
            "      1     6  yes",
            "     10  1078  no: 0.9 < 1.0 of version 1");
  }

  @Test
  void aTableRejectsARowOfAnotherLength() {
    var table = new Table("version", "rows");
    assertThatThrownBy(() -> table.row("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row must have 2 cells, got 1");
  }

  @Test
  void aCountHasItsNounInSingularOrPlural() {
    assertThat(Count.of(1, "batch", "batches")).isEqualTo("1 batch");
    assertThat(Count.of(2000, "batch", "batches")).isEqualTo("2,000 batches");
    assertThat(Count.of(0, "batch", "batches")).isEqualTo("0 batches");
  }
}
