package dev.aidemo.benchmarks.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MeasuredProcessTest {
  @TempDir private Path folder;

  @Test
  void isMeasuredAfterItHasFinished() throws IOException {
    String work = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo $i; echo finished";
    try (var process = start(work + "; read end")) {
      assertThat(process.awaitFinished()).containsExactly("300000");
      assertThat(process.processorSeconds()).isPositive().isLessThan(process.seconds() + 0.05);
      assertThat(process.peakMegabytes()).isBetween(0.1, 100.0);
      process.requireAlive();
    }
  }

  @Test
  void oneThatEndsBeforeItHasFinishedIsAFailureThatNamesTheLog() throws IOException {
    try (var process = start("echo no >&2; exit 3")) {
      assertThatThrownBy(process::awaitFinished).hasMessageContaining(folder.toString());
    }
    assertThat(folder.resolve("log")).hasContent("no");
  }

  private MeasuredProcess start(String script) throws IOException {
    return new MeasuredProcess(
        List.of("sh", "-c", script),
        Map.of(),
        Optional.empty(),
        folder.resolve("log"),
        Redirect.PIPE);
  }
}
