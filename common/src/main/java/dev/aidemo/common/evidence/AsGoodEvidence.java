package dev.aidemo.common.evidence;

/**
 * Measures the evidence that the challenger is as good as a reference: not worse by the margin or
 * more. It bets on each note that the challenger does better than that; d is 1 if the challenger
 * alone is right, -1 if the reference alone is, else 0:
 *
 * <pre>E = mean over λ of the product of (1 + λ(d + margin))</pre>
 *
 * <p>If the challenger is worse by the margin or more, no bet gains on average, and the chance that
 * the evidence ever reaches x is 1/x at most (Ville's inequality, as in {@link BetterEvidence};
 * such bets: I. Waudby-Smith, A. Ramdas, Estimating means of bounded random variables by betting,
 * 2024). It depends on the counts only, not on the order of the notes.
 */
public final class AsGoodEvidence {
  /**
   * How much is bet, as shares of the largest λ that cannot lose everything. Small bets gain where
   * models often differ, large ones where they hardly do.
   */
  private static final double[] SHARES = {0.06, 0.12, 0.25, 0.5, 0.95};

  private AsGoodEvidence() {}

  /** Returns the evidence of the counts; below 1, it speaks against the challenger. */
  public static double of(PairedCounts againstReference, double margin) {
    return StrictMath.exp(logarithm(againstReference, margin));
  }

  /** Returns the natural logarithm of the evidence. */
  public static double logarithm(PairedCounts againstReference, double margin) {
    if (!(margin > 0 && margin < 1)) {
      throw new IllegalArgumentException("the margin must be between 0 and 1, got " + margin);
    }
    var logarithms = new double[SHARES.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < SHARES.length; i++) {
      double bet = SHARES[i] / (1 - margin);
      logarithms[i] =
          againstReference.challengerAlone() * StrictMath.log1p(bet * (margin + 1))
              + againstReference.championAlone() * StrictMath.log1p(bet * (margin - 1))
              + againstReference.same() * StrictMath.log1p(bet * margin);
      largest = Math.max(largest, logarithms[i]);
    }
    double sum = 0;
    for (double logarithm : logarithms) {
      sum += StrictMath.exp(logarithm - largest);
    }
    return largest + StrictMath.log(sum / SHARES.length);
  }
}
