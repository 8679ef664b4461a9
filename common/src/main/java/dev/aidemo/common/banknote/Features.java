package dev.aidemo.common.banknote;

import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import java.util.Arrays;
import java.util.List;

/**
 * Describes one banknote by four measurements of its wavelet-transformed image, in the order of the
 * data set. Each is a finite number without a unit.
 *
 * <p>This is the one class that knows which features there are. JSON reads and writes them as an
 * array of {@link #COUNT} numbers; tables have a column for each of {@link #NAMES}.
 *
 * <p>Throws a {@link PoisonMessageException} if a number is not finite.
 */
public record Features(double variance, double skewness, double curtosis, double entropy) {
  /** The features in their order: names of columns, and of Tribuo's features in model files. */
  public static final List<String> NAMES = List.of("variance", "skewness", "curtosis", "entropy");

  /** How many numbers describe a banknote. */
  public static final int COUNT = 4;

  public Features {
    variance = finite("variance", variance);
    skewness = finite("skewness", skewness);
    curtosis = finite("curtosis", curtosis);
    entropy = finite("entropy", entropy);
  }

  /**
   * Makes features of {@link #COUNT} numbers in their order.
   *
   * @throws PoisonMessageException if one of them is not finite
   */
  public static Features of(double... numbers) {
    if (numbers.length != COUNT) {
      throw new IllegalArgumentException(
          "features are " + COUNT + " numbers, got " + Arrays.toString(numbers));
    }
    return new Features(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  /**
   * Reads a JSON array of {@link #COUNT} numbers.
   *
   * @throws PoisonMessageException if it is anything else
   */
  public static Features read(JsonReader array) {
    return of(array.numbers(COUNT));
  }

  /** Returns the numbers in their order. */
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
