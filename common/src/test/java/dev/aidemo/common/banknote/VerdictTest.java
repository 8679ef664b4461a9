package dev.aidemo.common.banknote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
  @Test
  void isRealForClassOneAndFakeForClassZero() {
    assertThat(Verdict.ofLabel(1)).isEqualTo(Verdict.REAL);
    assertThat(Verdict.ofLabel(0)).isEqualTo(Verdict.FAKE);
    assertThat(Verdict.REAL.label()).isEqualTo(1);
    assertThat(Verdict.FAKE.label()).isZero();
  }

  @Test
  void isWrittenInSmallLetters() {
    assertThat(Verdict.REAL.word()).isEqualTo("real");
    assertThat(Verdict.FAKE.word()).isEqualTo("fake");
  }

  @Test
  void hasAnOpposite() {
    assertThat(Verdict.REAL.opposite()).isEqualTo(Verdict.FAKE);
    assertThat(Verdict.FAKE.opposite()).isEqualTo(Verdict.REAL);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2})
  void existsForNoOtherClass(int label) {
    assertThatThrownBy(() -> Verdict.ofLabel(label))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a class must be 0 or 1, got " + label);
  }
}
