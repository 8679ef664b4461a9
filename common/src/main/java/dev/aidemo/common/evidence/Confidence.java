package dev.aidemo.common.evidence;

import dev.aidemo.common.banknote.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Turns a model's margin into the probability that its verdict is right, by a logistic curve that
 * is fitted to rows the model was not trained on.
 *
 * <p>J. Platt, Probabilistic outputs for support vector machines, 1999, with the method of H.-T.
 * Lin, C.-J. Lin and R. C. Weng, A note on Platt's probabilistic outputs, 2007: Newton's method on
 * a likelihood whose targets are a little less than 1 and a little more than 0, so that few rows
 * never give certainty.
 */
public record Confidence(double slope, double offset) {
  /** With fewer rows the curve is too cautious to be called calibrated: decision record 31. */
  static final int MIN_ROWS = 150;

  /**
   * H. Jeffreys' prior keeps the targets this many rows away from certainty. Platt takes 1, which
   * is twice as far from the truth of good models.
   */
  private static final double JEFFREYS = 0.5;

  /** A few hundred rows tell no more digits, and short numbers keep messages small. */
  private static final double ROUNDING = 1e6;

  private static final int MAX_STEPS = 100;
  private static final double MIN_STEP = 1e-10;
  private static final double RIDGE = 1e-12;
  private static final double CONVERGED = 1e-8;

  public Confidence {
    if (!Double.isFinite(slope) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "slope and offset must be finite, got %s and %s".formatted(slope, offset));
    }
  }

  /** Fits the curve, or returns nothing if there are too few rows or none of one class. */
  public static Optional<Confidence> fit(List<CalibrationRow> rows) {
    long real = rows.stream().filter(row -> row.truth() == Verdict.REAL).count();
    if (rows.size() < MIN_ROWS || real == 0 || real == rows.size()) {
      return Optional.empty();
    }
    return Optional.of(new Likelihood(rows, real).maximum());
  }

  /** Returns the probability that the note is real. */
  public double probabilityOfReal(double margin) {
    return logistic(slope * margin + offset);
  }

  /** Returns the probability that the model's verdict on the note is right. */
  public double of(double margin) {
    double real = probabilityOfReal(margin);
    return margin > 0 ? real : 1 - real;
  }

  /**
   * Returns the probability that a verdict on the note is right, rounded down, so that it is never
   * 1.
   */
  public double of(double margin, Verdict verdict) {
    double real = probabilityOfReal(margin);
    double right = verdict == Verdict.REAL ? real : 1 - real;
    return Math.min(Math.floor(right * ROUNDING), ROUNDING - 1) / ROUNDING;
  }

  private static double logistic(double x) {
    double small = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + small) : small / (1 + small);
  }

  /** The likelihood of curves, as a sum to minimise. */
  private static final class Likelihood {
    private final List<CalibrationRow> rows;
    private final double targetOfReal;
    private final double targetOfFake;
    private final double start;

    Likelihood(List<CalibrationRow> rows, long real) {
      long fake = rows.size() - real;
      this.rows = rows;
      this.targetOfReal = (real + JEFFREYS) / (real + 2 * JEFFREYS);
      this.targetOfFake = JEFFREYS / (fake + 2 * JEFFREYS);
      this.start = Math.log((real + 1.0) / (fake + 1.0));
    }

    Confidence maximum() {
      var curve = new Confidence(0, start);
      double value = loss(curve);
      for (int step = 0; step < MAX_STEPS; step++) {
        double[] g = gradientAndCurvature(curve);
        if (Math.abs(g[0]) < CONVERGED && Math.abs(g[1]) < CONVERGED) {
          break;
        }
        double determinant = g[2] * g[4] - g[3] * g[3];
        double slopeStep = -(g[4] * g[0] - g[3] * g[1]) / determinant;
        double offsetStep = -(g[2] * g[1] - g[3] * g[0]) / determinant;
        double descent = g[0] * slopeStep + g[1] * offsetStep;
        double length = 1;
        Confidence next = curve;
        double nextValue = value;
        while (length >= MIN_STEP) {
          double slope = curve.slope + length * slopeStep;
          double offset = curve.offset + length * offsetStep;
          if (Double.isFinite(slope) && Double.isFinite(offset)) {
            next = new Confidence(slope, offset);
            nextValue = loss(next);
            if (nextValue < value + 1e-4 * length * descent) {
              break;
            }
          }
          length /= 2;
        }
        if (length < MIN_STEP) {
          break;
        }
        curve = next;
        value = nextValue;
      }
      return curve;
    }

    private double target(CalibrationRow row) {
      return row.truth() == Verdict.REAL ? targetOfReal : targetOfFake;
    }

    private double loss(Confidence curve) {
      double loss = 0;
      for (CalibrationRow row : rows) {
        double x = curve.slope * row.margin() + curve.offset;
        loss +=
            (x >= 0 ? (1 - target(row)) * x : -target(row) * x)
                + Math.log1p(Math.exp(-Math.abs(x)));
      }
      return loss;
    }

    /** Returns both first derivatives, then the second ones: slope twice, mixed, offset twice. */
    private double[] gradientAndCurvature(Confidence curve) {
      double[] g = {0, 0, RIDGE, 0, RIDGE};
      for (CalibrationRow row : rows) {
        double p = curve.probabilityOfReal(row.margin());
        double miss = p - target(row);
        double weight = p * (1 - p);
        g[0] += row.margin() * miss;
        g[1] += miss;
        g[2] += row.margin() * row.margin() * weight;
        g[3] += row.margin() * weight;
        g[4] += weight;
      }
      return g;
    }
  }
}
