package dev.aidemo.common.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The expected numbers are those of scipy 1.17.1:
 *
 * <pre>python3 -c "
 * from math import log; from scipy.special import betaln, betaincc
 * for a, b in [(0,0),(1,0),(0,1),(9,0),(14,3),(3,14),(60,40),(1000,900),(100000,99000)]:
 *   print((a+b+1)*log(2) + betaln(a+1,b+1) + log(betaincc(a+1,b+1,.5)))"</pre>
 */
class BetterEvidenceTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0.0",
    "1, 0, 0.4054651081081644",
    "0, 1, -0.6931471805599453",
    "9, 0, 4.62790967295758",
    "14, 3, 3.0604086528357506",
    "3, 14, -2.516781858318449",
    "60, 40, 0.5788911232205994",
    "1000, 900, -0.23580742260644708",
    "100000, 99000, -2.6816043112797714"
  })
  void equalsScipy(long challengerAlone, long championAlone, double logarithm) {
    assertThat(BetterEvidence.logarithm(counts(challengerAlone, championAlone)))
        .isCloseTo(logarithm, within(1e-7));
  }

  @Test
  void notesOnWhichBothDoTheSameSayNothing() {
    assertThat(BetterEvidence.of(new PairedCounts(1000, 5, 2, 70)))
        .isEqualTo(BetterEvidence.of(counts(5, 2)));
  }

  @Test
  void staysFiniteAsALogarithmForLargeCounts() {
    assertThat(BetterEvidence.logarithm(counts(2_000_000, 1_000))).isBetween(1e6, 1.4e6);
  }

  /** The property that Ville's inequality needs: if both are equal, the expectation never grows. */
  @Test
  void neitherGainsOnAverageIfBothAreEqual() {
    for (int a = 0; a < 60; a++) {
      for (int b = 0; b < 60; b++) {
        double next =
            (BetterEvidence.of(counts(a + 1, b)) + BetterEvidence.of(counts(a, b + 1))) / 2;
        assertThat(next / BetterEvidence.of(counts(a, b))).isCloseTo(1, within(1e-9));
      }
    }
  }

  private static PairedCounts counts(long challengerAlone, long championAlone) {
    return new PairedCounts(0, challengerAlone, championAlone, 0);
  }
}
