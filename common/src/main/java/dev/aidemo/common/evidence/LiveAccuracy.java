package dev.aidemo.common.evidence;

import java.util.List;

/**
 * Estimates how many of all predictions are right from those that a person was asked for, although
 * uncertain ones are asked more often: each counts as many times as it stands for predictions that
 * were not asked, which is 1 divided by its probability to be asked.
 *
 * <p>The estimate is that of J. Hájek, 1971: the Horvitz–Thompson sums of right ones and of all,
 * divided. The sums are unbiased; their quotient is off by a small part of its standard deviation,
 * as every quotient of sums is (see {@code ReviewSampleTest}). The interval is E. B. Wilson's,
 * 1927, with the effective number of rows of L. Kish, 1965; it stays sensible where all rows are
 * right.
 *
 * @param estimate the share of right predictions
 * @param low the lower end of the interval that holds the true share in 95 of 100 cases
 * @param high its upper end
 * @param effectiveRows how many rows of a plain random sample would say as much
 */
public record LiveAccuracy(double estimate, double low, double high, double effectiveRows) {
  /** The 97.5th percentile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /**
   * A prediction that was asked for and rated.
   *
   * @param probability with which it was asked for
   */
  public record Rated(boolean right, double probability) {
    public Rated {
      if (!(probability > 0 && probability <= 1)) {
        throw new IllegalArgumentException(
            "a probability must be above 0 and at most 1, got " + probability);
      }
    }
  }

  /** Estimates the accuracy; without rows nothing is known, and the interval is all there is. */
  public static LiveAccuracy of(List<Rated> rated) {
    double weights = 0;
    double squares = 0;
    double right = 0;
    for (Rated row : rated) {
      double weight = 1 / row.probability();
      weights += weight;
      squares += weight * weight;
      right += row.right() ? weight : 0;
    }
    if (rated.isEmpty()) {
      return new LiveAccuracy(0.5, 0, 1, 0);
    }
    double estimate = right / weights;
    double rows = weights * weights / squares;
    double shrink = 1 + Z * Z / rows;
    double centre = (estimate + Z * Z / (2 * rows)) / shrink;
    double half =
        Z * Math.sqrt(estimate * (1 - estimate) / rows + Z * Z / (4 * rows * rows)) / shrink;
    return new LiveAccuracy(estimate, Math.max(0, centre - half), Math.min(1, centre + half), rows);
  }
}
