package dev.aidemo.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.config.Environment;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong time = new AtomicLong();
  private final RateLimit limit =
      new RateLimit(Environment.of(Map.of("MAX_REQUESTS_PER_SECOND", "10")), time::get);

  private int taken() {
    int taken = 0;
    while (taken < 1_000) {
      try {
        limit.take();
      } catch (HttpProblem e) {
        return taken;
      }
      taken++;
    }
    return taken;
  }

  @Test
  void allowsTwiceTheRateAtOnceAndTheRateInTheLongRun() {
    assertThat(taken()).isEqualTo(20);
    time.addAndGet(1_000_000_000);
    assertThat(taken()).isEqualTo(10);
    time.addAndGet(3_600_000_000_000L);
    assertThat(taken()).isEqualTo(20);
  }
}
