package dev.aidemo.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void numbersOfOneSizeShareALinearAxisFromZero() {
    Scale scale = Scale.of(List.of(3.0, 9.5));

    assertThat(scale.logarithmic()).isFalse();
    assertThat(scale.ticks()).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0, 10.0);
    assertThat(scale.position(5)).isEqualTo(0.5);
  }

  @Test
  void numbersOfManySizesShareALogarithmicAxisOnWhichTheSmallestIsSeen() {
    Scale scale = Scale.of(List.of(0.5, 100.0));

    assertThat(scale.logarithmic()).isTrue();
    assertThat(scale.ticks()).containsExactly(0.1, 1.0, 10.0, 100.0);
    assertThat(scale.position(10)).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(scale.position(0.5)).isPositive();
  }

  @Test
  void theSmallestIsSeenEvenWhereItIsARoundNumber() {
    assertThat(Scale.of(List.of(1.0, 1000.0)).position(1)).isPositive();
  }

  @Test
  void zeroIsNoTrouble() {
    assertThat(Scale.of(List.of(0.0)).position(0)).isZero();
  }
}
