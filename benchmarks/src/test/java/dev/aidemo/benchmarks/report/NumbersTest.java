package dev.aidemo.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void threeDigitsCountBelowAThousandAndAllOfThemAbove() {
    assertThat(Numbers.exact(0.0123456)).isEqualTo("0.0123");
    assertThat(Numbers.exact(12.345)).isEqualTo("12.3");
    assertThat(Numbers.exact(200)).isEqualTo("200");
    assertThat(Numbers.exact(12_345.6)).isEqualTo("12,346");
    assertThat(Numbers.exact(0)).isEqualTo("0");
  }

  @Test
  void anAxisIsBrief() {
    assertThat(Numbers.brief(20_000)).isEqualTo("20k");
    assertThat(Numbers.brief(1_500_000)).isEqualTo("1.5M");
    assertThat(Numbers.brief(0.001)).isEqualTo("0.001");
  }

  @Test
  void timesAreConvertedAndNothingElseIs() {
    assertThat(Numbers.convert(800, "ms", "s")).isEqualTo(0.8);
    assertThat(Numbers.convert(3, "rows/s", "rows/s")).isEqualTo(3);
    assertThatThrownBy(() -> Numbers.convert(3, "MB", "s"))
        .hasMessage("MB cannot be compared with s");
  }
}
