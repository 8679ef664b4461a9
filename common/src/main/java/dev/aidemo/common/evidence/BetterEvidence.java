package dev.aidemo.common.evidence;

/**
 * Measures the evidence that the challenger is better than the champion: that it is right alone
 * more often than the champion is.
 *
 * <p>Notes on which both do the same say nothing. On each other note, a challenger that is no
 * better is the one that is right with probability 1/2 at most. The evidence is how many times
 * likelier the counts are if that probability is p, averaged over all p from 1/2 to 1:
 *
 * <pre>E(a, b) = 2^(a+b+1) B(a+1, b+1) (1 - I½(a+1, b+1))</pre>
 *
 * <p>If the challenger is no better, the chance that the evidence ever reaches x is 1/x at most,
 * however often one looks and whenever one stops (Ville's inequality: J. Ville, Étude critique de
 * la notion de collectif, 1939; H. Robbins, Statistical methods related to the law of the iterated
 * logarithm, 1970; A. Ramdas, P. Grünwald, V. Vovk, G. Shafer, Game-theoretic statistics and safe
 * anytime-valid inference, 2023).
 */
public final class BetterEvidence {
  private static final double LARGE = 1e200;

  private BetterEvidence() {}

  /** Returns the evidence of the counts; 1 is none, and it may be infinite. */
  public static double of(PairedCounts counts) {
    return StrictMath.exp(logarithm(counts));
  }

  /**
   * Returns the natural logarithm of the evidence.
   *
   * <p>For whole numbers the formula is the sum of a!b! / (k!(a+b+1-k)!) over k from a down to 0.
   * All terms are positive and each follows from the one before, so nothing cancels out.
   */
  public static double logarithm(PairedCounts counts) {
    long a = counts.challengerAlone();
    long b = counts.championAlone();
    double term = 1.0 / (b + 1);
    double sum = term;
    double logScale = 0;
    for (long j = 0; j < a; j++) {
      double ratio = (double) (a - j) / (b + 2 + j);
      term *= ratio;
      sum += term;
      if (ratio < 1 && term < sum * 1e-20) {
        break;
      }
      if (sum > LARGE) {
        term /= LARGE;
        sum /= LARGE;
        logScale += StrictMath.log(LARGE);
      }
    }
    return logScale + StrictMath.log(sum);
  }
}
