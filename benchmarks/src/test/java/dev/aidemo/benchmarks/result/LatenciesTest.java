package dev.aidemo.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies times = new Latencies();

  @Test
  void aPercentileIsATimeThatWasMeasured() {
    IntStream.iterate(1000, time -> time > 0, time -> time - 1).forEach(times::add);
    assertThat(times.percentile(50)).isEqualTo(500);
    assertThat(times.percentile(90)).isEqualTo(900);
    assertThat(times.percentile(99)).isEqualTo(990);
    assertThat(times.percentile(100)).isEqualTo(1000);
  }

  @Test
  void ofOneTimeAllPercentilesAreThat() {
    times.add(3);
    assertThat(times.percentile(1)).isEqualTo(3);
    assertThat(times.percentile(99)).isEqualTo(3);
  }
}
