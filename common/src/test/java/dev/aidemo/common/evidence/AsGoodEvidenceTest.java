package dev.aidemo.common.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The expected numbers are those of scipy 1.17.1:
 *
 * <pre>python3 -c "
 * import numpy as np; from scipy.special import logsumexp
 * for s, a, b, m in [(0,0,0,.02),(270,0,0,.02),(400,3,2,.02),(400,2,9,.02),(100000,2000,1900,.01)]:
 *   l = np.array([.06,.12,.25,.5,.95])/(1-m)
 *   print(logsumexp(a*np.log1p(l*(m+1)) + b*np.log1p(l*(m-1)) + s*np.log1p(l*m)) - np.log(5))"
 * </pre>
 */
class AsGoodEvidenceTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0.02, 0.0",
    "270, 0, 0, 0.02, 3.695280959132626",
    "400, 3, 2, 0.02, 3.062216601173425",
    "400, 2, 9, 0.02, -0.4168449818097828",
    "100000, 2000, 1900, 0.01, 158.35319738446537"
  })
  void equalsScipy(
      long same, long challengerAlone, long referenceAlone, double margin, double logarithm) {
    var counts = new PairedCounts(same / 2, challengerAlone, referenceAlone, same - same / 2);

    assertThat(AsGoodEvidence.logarithm(counts, margin)).isCloseTo(logarithm, within(1e-9));
  }

  /** The property that Ville's inequality needs, at the challenger that is worse by the margin. */
  @ParameterizedTest
  @ValueSource(doubles = {0.005, 0.02, 0.1})
  void doesNotGainOnAverageIfTheChallengerIsWorseByTheMargin(double margin) {
    for (double alone : new double[] {0, 0.01, 0.2}) {
      double reference = alone + margin;
      for (int notes = 0; notes < 200; notes += 7) {
        double now = AsGoodEvidence.of(new PairedCounts(notes, 3, 2, 0), margin);
        double next =
            alone * AsGoodEvidence.of(new PairedCounts(notes, 4, 2, 0), margin)
                + reference * AsGoodEvidence.of(new PairedCounts(notes, 3, 3, 0), margin)
                + (1 - alone - reference)
                    * AsGoodEvidence.of(new PairedCounts(notes + 1, 3, 2, 0), margin);
        assertThat(next / now).isCloseTo(1, within(1e-9));
      }
    }
  }

  @Test
  void rejectsAMarginThatIsNone() {
    assertThatThrownBy(() -> AsGoodEvidence.of(PairedCounts.NONE, 0))
        .hasMessage("the margin must be between 0 and 1, got 0.0");
  }
}
