package dev.aidemo.common.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aidemo.common.banknote.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The expected curve is that of scikit-learn and of scipy 1.17.1:
 *
 * <pre>python3 -c "
 * import numpy as np; from sklearn.calibration import _SigmoidCalibration
 * m = np.array([(i-30)/10 for i in range(60)]); y = np.array([(i*7)%60 < i for i in range(60)])
 * c = _SigmoidCalibration().fit(m, y*1); print(-c.a_, -c.b_)"</pre>
 */
class ConfidenceTest {
  @Test
  void equalsScikitLearn() {
    List<CalibrationRow> rows =
        IntStream.range(0, 60).mapToObj(i -> row((i - 30) / 10.0, i * 7 % 60 < i)).toList();

    Confidence curve = Confidence.fit(rows).orElseThrow();

    assertThat(curve.slope()).isCloseTo(0.8378938, within(1e-5));
    assertThat(curve.offset()).isCloseTo(-0.2531829, within(1e-5));
    assertThat(curve.of(1) + curve.probabilityOfReal(-1)).isNotEqualTo(1);
    assertThat(curve.of(-1)).isCloseTo(1 - curve.probabilityOfReal(-1), within(1e-12));
  }

  @Test
  void isNeverCertainWhereAllRowsAreRight() {
    List<CalibrationRow> rows =
        IntStream.range(0, 60).mapToObj(i -> row(i % 2 == 0 ? 1 + i % 3 : -1 - i % 3, i % 2 == 0)).toList();

    Confidence curve = Confidence.fit(rows).orElseThrow();

    assertThat(curve.of(2)).isBetween(0.95, 0.995);
    assertThat(curve.of(1e300)).isLessThanOrEqualTo(1);
    assertThat(curve.of(-1e300)).isLessThanOrEqualTo(1);
  }

  @Test
  void isAbsentWithFewRowsOrOneClass() {
    List<CalibrationRow> rows =
        IntStream.range(0, 48).mapToObj(i -> row(i - 24, i > 24)).toList();

    assertThat(Confidence.fit(rows)).isEmpty();
    assertThat(Confidence.fit(IntStream.range(0, 60).mapToObj(i -> row(i, true)).toList()))
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
