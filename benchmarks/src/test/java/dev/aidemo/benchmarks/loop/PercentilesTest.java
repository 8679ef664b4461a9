package dev.aidemo.benchmarks.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void isATimeThatWasMeasuredAndThatTheShareOfAllDoesNotExceed() {
    List<Long> times = LongStream.rangeClosed(1, 200).mapToObj(i -> (201 - i) * 1_000_000).toList();

    assertThat(Percentiles.of(times)).isEqualTo(new Percentiles(100, 198));
  }

  @Test
  void isThatTimeWhereThereIsOnlyOne() {
    assertThat(Percentiles.of(List.of(3_000_000L))).isEqualTo(new Percentiles(3, 3));
  }

  @Test
  void isNothingWhereNothingWasMeasured() {
    assertThatThrownBy(() -> Percentiles.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
