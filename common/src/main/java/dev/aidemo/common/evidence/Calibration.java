package dev.aidemo.common.evidence;

import java.util.List;
import java.util.Optional;

/**
 * Tells how sure a model's verdicts are, learned from notes that the model was not trained on.
 *
 * @param confidence absent if there were too few rows to fit it
 * @param sets absent if there were too few rows to promise anything
 * @param rows how many there were
 */
public record Calibration(Optional<Confidence> confidence, Optional<ConformalSets> sets, int rows) {
  /** The accepted share of sets without the truth. */
  public static final double RISK = 0.02;

  public Calibration {
    if (rows < 1) {
      throw new IllegalArgumentException("rows must be 1 or more, got " + rows);
    }
  }

  /** Fits what the rows are enough for, or returns nothing if they are enough for nothing. */
  public static Optional<Calibration> fit(List<CalibrationRow> rows) {
    Optional<Confidence> confidence = Confidence.fit(rows);
    Optional<ConformalSets> sets = ConformalSets.calibrate(rows, RISK);
    return confidence.isEmpty() && sets.isEmpty()
        ? Optional.empty()
        : Optional.of(new Calibration(confidence, sets, rows.size()));
  }
}
