package dev.aidemo.common.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aidemo.common.banknote.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The expected curve is that of scipy 1.17.1:
 *
 * <pre>python3 -c "
 * import numpy as np; from scipy.optimize import minimize
 * m = (np.arange(180)-90)/30; y = np.arange(180)*7 % 180 < np.arange(180); n = y.sum()
 * t = np.where(y, (n+.5)/(n+1), .5/(180-n+1))
 * print(minimize(lambda w: np.sum(np.logaddexp(0, w[0]*m+w[1]) - t*(w[0]*m+w[1])), [0, 0],
 *   method='Nelder-Mead', options=dict(xatol=1e-10, fatol=1e-13)).x)"</pre>
 */
class ConfidenceTest {
  @Test
  void equalsScipy() {
    List<CalibrationRow> rows =
        IntStream.range(0, 180).mapToObj(i -> row((i - 90) / 30.0, i * 7 % 180 < i)).toList();

    Confidence curve = Confidence.fit(rows).orElseThrow();

    assertThat(curve.slope()).isCloseTo(0.8795857, within(1e-5));
    assertThat(curve.offset()).isCloseTo(-0.0868443, within(1e-5));
    assertThat(curve.of(1) + curve.probabilityOfReal(-1)).isNotEqualTo(1);
    assertThat(curve.of(-1)).isCloseTo(1 - curve.probabilityOfReal(-1), within(1e-12));
  }

  @Test
  void isNeverCertainWhereAllRowsAreRight() {
    List<CalibrationRow> rows =
        IntStream.range(0, 180)
            .mapToObj(i -> row(i % 2 == 0 ? 1 + i % 3 : -1 - i % 3, i % 2 == 0))
            .toList();

    Confidence curve = Confidence.fit(rows).orElseThrow();

    assertThat(curve.of(2)).isBetween(0.97, 0.999);
    assertThat(curve.of(1e300)).isLessThanOrEqualTo(1);
    assertThat(curve.of(-1e300)).isLessThanOrEqualTo(1);
  }

  @Test
  void isAbsentWithFewRowsOrOneClass() {
    List<CalibrationRow> rows = IntStream.range(0, 149).mapToObj(i -> row(i - 74, i > 74)).toList();

    assertThat(Confidence.fit(rows)).isEmpty();
    assertThat(Confidence.fit(IntStream.range(0, 180).mapToObj(i -> row(i, true)).toList()))
        .isEmpty();
  }

  @Test
  void calibrationErrorIsTheDistanceFromTheShareOfRightOnes() {
    var error = new CalibrationError();
    for (int i = 0; i < 10; i++) {
      error.add(0.93, i < 8);
      error.add(0.61, i < 7);
    }

    assertThat(error.value()).isCloseTo((0.13 + 0.09) / 2, within(1e-12));
    assertThat(new CalibrationError().value()).isZero();
  }

  private static CalibrationRow row(double margin, boolean real) {
    return new CalibrationRow(margin, real ? Verdict.REAL : Verdict.FAKE);
  }
}
