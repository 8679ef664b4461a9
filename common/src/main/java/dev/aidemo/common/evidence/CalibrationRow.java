package dev.aidemo.common.evidence;

import dev.aidemo.common.banknote.Verdict;

/**
 * Pairs what a model said of a note that it was not trained on with the truth.
 *
 * @param margin how far the model's score is from its boundary; above 0 it says real
 */
public record CalibrationRow(double margin, Verdict truth) {
  public CalibrationRow {
    if (!Double.isFinite(margin)) {
      throw new IllegalArgumentException("a margin must be finite, got " + margin);
    }
  }
}
