package dev.aidemo.benchmarks.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void aPercentileIsATimeThatWasMeasured() {
    var times = new Latencies();
    IntStream.iterate(1000, time -> time > 0, time -> time - 1).forEach(times::add);
    assertThat(times.percentile(50)).isEqualTo(500);
    assertThat(times.percentile(90)).isEqualTo(900);
    assertThat(times.percentile(99)).isEqualTo(990);
  }

  @Test
  void ofOneTimeAllPercentilesAreThat() {
    var times = new Latencies();
    times.add(3);
    assertThat(times.percentile(1)).isEqualTo(3);
    assertThat(times.percentile(99)).isEqualTo(3);
  }

  @Test
  void nothingHasNoPercentile() {
    assertThatThrownBy(() -> new Latencies().percentile(50)).hasMessage("nothing was measured");
  }
}
