package dev.aidemo.common.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainNumberTest {
  /** The right column is what JSON.stringify writes. */
  @ParameterizedTest
  @CsvSource({
    "0.2234, 0.2234",
    "-1.3243, -1.3243",
    "1.0, 1",
    "0.0, 0",
    "-0.0, 0",
    "100, 100",
    "1.5e15, 1500000000000000",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "1.25e300, 1.25e+300",
    "0.00001, 0.00001",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "1.5e-9, 1.5e-9",
    "0.1, 0.1",
    "2e-3, 0.002",
  })
  void isWrittenAsJavaScriptDoes(double number, String written) {
    assertThat(PlainNumber.of(number)).isEqualTo(written);
  }

  @Test
  void readsBackAsTheSameNumber() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertThat(Double.parseDouble(PlainNumber.of(number))).isEqualTo(number);
      }
    }
  }
}
