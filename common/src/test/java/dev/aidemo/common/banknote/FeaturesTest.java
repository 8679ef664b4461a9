package dev.aidemo.common.banknote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.failure.PoisonMessageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeaturesTest {
  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void areFiniteNumbers(double number) {
    assertRejected(() -> new Features(number, 0, 0, 0), "variance");
    assertRejected(() -> new Features(0, number, 0, 0), "skewness");
    assertRejected(() -> new Features(0, 0, number, 0), "curtosis");
    assertRejected(() -> new Features(0, 0, 0, number), "entropy");
  }

  @Test
  void areEqualIfTheirNumbersAre() {
    assertThat(new Features(-0.0, -0.0, -0.0, -0.0))
        .isEqualTo(new Features(0.0, 0.0, 0.0, 0.0))
        .hasSameHashCodeAs(new Features(0.0, 0.0, 0.0, 0.0));
    assertThat(new Features(1, 2, 3, 4)).isNotEqualTo(new Features(1, 2, 4, 3));
  }

  @Test
  void acceptTheLargestAndTheSmallestNumbers() {
    assertThat(new Features(Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 0).toArray())
        .containsExactly(Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 0);
  }

  private static void assertRejected(Runnable construction, String field) {
    assertThatThrownBy(construction::run)
        .isInstanceOf(PoisonMessageException.class)
        .hasMessage(field + " must be a finite number");
  }
}
