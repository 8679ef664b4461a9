package dev.aidemo.common.evidence;

import dev.aidemo.common.banknote.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says of a note "real", "fake", or both, which means "unsure", so that the set holds the truth
 * with the wanted probability.
 *
 * <p>Split conformal prediction (V. Vovk, A. Gammerman, G. Shafer, Algorithmic Learning in a Random
 * World, 2005; J. Lei et al., Distribution-free predictive inference for regression, 2018): of n
 * rows that the model was not trained on, take how far each lies on the wrong side of the boundary,
 * and of these numbers the one with rank ⌈(n+1)(1 - risk)⌉. A further note of the same kind lies
 * farther on the wrong side with probability {@code risk} at most. The verdict itself always
 * belongs to the set.
 *
 * @param reach how far from the boundary a note may lie on either side and be unsure
 */
public record ConformalSets(double reach) {
  public ConformalSets {
    if (!Double.isFinite(reach) || reach < 0) {
      throw new IllegalArgumentException("reach must be 0 or more and finite, got " + reach);
    }
  }

  /**
   * Calibrates the sets, or returns nothing if there are too few rows: at a risk of 0.02, fewer
   * than 49.
   *
   * @param risk the accepted share of sets without the truth
   */
  public static Optional<ConformalSets> calibrate(List<CalibrationRow> rows, double risk) {
    if (!(risk > 0 && risk < 1)) {
      throw new IllegalArgumentException("the risk must be between 0 and 1, got " + risk);
    }
    int rank = rank(rows.size(), risk);
    if (rank > rows.size()) {
      return Optional.empty();
    }
    double[] wrongSide = rows.stream().mapToDouble(ConformalSets::wrongSide).sorted().toArray();
    return Optional.of(new ConformalSets(Math.max(0, wrongSide[rank - 1])));
  }

  /** Returns what the note may be. */
  public Set<Verdict> of(double margin) {
    Set<Verdict> set = EnumSet.of(margin > 0 ? Verdict.REAL : Verdict.FAKE);
    if (isUnsure(margin)) {
      set.addAll(EnumSet.allOf(Verdict.class));
    }
    return set;
  }

  /** Says whether the note may be both. */
  public boolean isUnsure(double margin) {
    return Math.abs(margin) <= reach;
  }

  /** Returns ⌈(n+1)(1 - risk)⌉, which must not be one more because 50 × 0.98 is 49.000…01. */
  static int rank(int rows, double risk) {
    return rows + 1 - (int) Math.floor((rows + 1) * risk + 1e-9);
  }

  private static double wrongSide(CalibrationRow row) {
    return row.truth() == Verdict.REAL ? -row.margin() : row.margin();
  }
}
