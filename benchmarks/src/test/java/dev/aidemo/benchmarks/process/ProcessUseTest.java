package dev.aidemo.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessUseTest {
  @Test
  void theNameOfACommandMayHoldAnything() {
    String stat = "42 (a) b (c) S 1 42 42 0 -1 4194560 2 0 0 0 150 25 7 9 20 0 21 0 100 1 1";
    assertThat(ProcessUse.processorSeconds(stat)).isEqualTo(1.75);
  }

  @Test
  void thePeakIsTheHighWaterMark() {
    List<String> status = List.of("VmPeak:\t  999999 kB", "VmHWM:\t   76800 kB", "VmRSS:\t 1 kB");
    assertThat(ProcessUse.peakMegabytes(status)).isEqualTo(75);
  }

  @Test
  void aProcessThatHasEndedHasNone() {
    assertThatThrownBy(() -> ProcessUse.peakMegabytes(List.of("Name:\tjava", "State:\tZ (zombie)")))
        .hasMessage("the process has ended");
  }
}
