package dev.aidemo.common.evidence;

/**
 * Measures how far confidence is from the share of right verdicts: the expected calibration error,
 * with twenty bins of equal width from 0 to 1.
 */
public final class CalibrationError {
  private static final int BINS = 20;

  private final double[] confidence = new double[BINS];
  private final long[] right = new long[BINS];
  private long rows;

  /** Adds a prediction whose truth is known. */
  public void add(double predicted, boolean isRight) {
    if (!(predicted >= 0 && predicted <= 1)) {
      throw new IllegalArgumentException("a confidence must be from 0 to 1, got " + predicted);
    }
    int bin = Math.min(BINS - 1, (int) (predicted * BINS));
    confidence[bin] += predicted;
    right[bin] += isRight ? 1 : 0;
    rows++;
  }

  /** Returns the error, 0 if nothing was added. */
  public double value() {
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      sum += Math.abs(right[bin] - confidence[bin]);
    }
    return rows == 0 ? 0 : sum / rows;
  }
}
