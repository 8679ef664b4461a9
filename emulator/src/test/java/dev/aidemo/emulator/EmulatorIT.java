package dev.aidemo.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmulatorIT {
  @Test
  void severalRunSideBySide() {
    try (var first = Emulator.start(0);
        var second = Emulator.start(0)) {
      assertThat(first.port()).isPositive().isNotEqualTo(second.port());
      assertThat(first.address()).isEqualTo("127.0.0.1:" + first.port());
    }
  }

  @Test
  void namesThePortThatIsInUse() {
    try (var first = Emulator.start(0)) {
      assertThatThrownBy(() -> Emulator.start(first.port()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot listen on " + first.address());
    }
  }

  @Test
  void closesQuicklyAndFreesItsPort() {
    var server = Emulator.start(0);
    int port = server.port();
    long start = System.nanoTime();
    server.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    try (var again = Emulator.start(port)) {
      assertThat(again.port()).isEqualTo(port);
    }
  }
}
