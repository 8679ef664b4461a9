package dev.aidemo.common.banknote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeldOutTest {
  private static final BankData DATA = BankData.load();

  static Stream<DoubleUnaryOperator> roundings() {
    return Stream.of(
        number -> number,
        number -> (float) number,
        number -> Double.parseDouble(String.format(Locale.ROOT, "%.6g", number)),
        number -> Double.parseDouble(String.format(Locale.ROOT, "%.6f", number)),
        number -> Double.parseDouble(String.format(Locale.ROOT, "%.6g", (float) number)));
  }

  @ParameterizedTest
  @MethodSource("roundings")
  void recognisesEachHeldOutBanknoteHoweverItWasRounded(DoubleUnaryOperator rounding) {
    assertThat(DATA.holdout())
        .allMatch(row -> DATA.heldOut().contains(rounded(row.features(), rounding)));
  }

  @ParameterizedTest
  @MethodSource("roundings")
  void takesNoOtherBanknoteForAHeldOutOne(DoubleUnaryOperator rounding) {
    assertThat(Stream.concat(DATA.rest().stream(), DATA.starter().stream()))
        .noneMatch(row -> DATA.heldOut().contains(rounded(row.features(), rounding)));
  }

  @Test
  void comparesEachNumber() {
    Features heldOut = DATA.holdout().get(0).features();
    for (int i = 0; i < Features.COUNT; i++) {
      double[] numbers = heldOut.toArray();
      numbers[i] += 1e-3;
      assertThat(DATA.heldOut().contains(Features.of(numbers))).as("number " + i).isFalse();
    }
  }

  private static Features rounded(Features features, DoubleUnaryOperator rounding) {
    double[] numbers = features.toArray();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = rounding.applyAsDouble(numbers[i]);
    }
    return Features.of(numbers);
  }

  /** Whatever program rounds to six digits, up, down or to the nearest, the banknote is known. */
  @Test
  void recognisesAHeldOutBanknoteAnywhereWithinSixDigits() {
    var random = new Random(7);
    for (LabelledFeatures row : DATA.holdout()) {
      for (int trial = 0; trial < 50; trial++) {
        Features near =
            rounded(row.features(), number -> number * (1 + (random.nextDouble() * 2 - 1) * 5e-6));
        assertThat(DATA.heldOut().contains(near)).isTrue();
        assertThat(DATA.heldOut().contains(rounded(near, number -> (float) number))).isTrue();
      }
    }
  }
}
