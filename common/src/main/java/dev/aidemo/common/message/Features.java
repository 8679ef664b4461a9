package dev.aidemo.common.message;

/**
 * What is measured of one banknote, always in this order. Each is a finite number; the unit is that
 * of the wavelet transform which the data set was made with.
 *
 * <p>Throws a {@link PoisonMessageException} if a number is not finite.
 */
public record Features(double variance, double skewness, double curtosis, double entropy) {
  /** How many numbers describe a banknote. */
  public static final int COUNT = 4;

  public Features {
    variance = finite("variance", variance);
    skewness = finite("skewness", skewness);
    curtosis = finite("curtosis", curtosis);
    entropy = finite("entropy", entropy);
  }

  /** The numbers in their order. */
  public double[] toArray() {
    return new double[] {variance, skewness, curtosis, entropy};
  }

  private static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new PoisonMessageException(name, "must be a finite number", value);
    }
    // Rows are compared by their numbers, and -0.0 is the same measurement as 0.0.
    return value + 0.0;
  }
}
