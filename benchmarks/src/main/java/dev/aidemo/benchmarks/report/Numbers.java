package dev.aidemo.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;

/** How numbers are written: three digits that count, and no more than the measurement knows. */
final class Numbers {
  private static final MathContext DIGITS = new MathContext(3);
  private static final double THOUSAND = 1_000;
  private static final double MILLION = 1_000_000;

  /** How many make a second. */
  private static final Map<String, Double> TIMES =
      Map.of("ns", 1e9, "µs", 1e6, "ms", 1e3, "s", 1.0);

  private Numbers() {}

  /** For a table, such as {@code 0.0123}, {@code 12.3} or {@code 12,345}. */
  static String exact(double number) {
    return Math.abs(number) >= THOUSAND
        ? String.format(Locale.ROOT, "%,.0f", number)
        : rounded(number);
  }

  /** For an axis, such as {@code 20k}. */
  static String brief(double number) {
    if (Math.abs(number) >= MILLION) {
      return rounded(number / MILLION) + "M";
    }
    return Math.abs(number) >= THOUSAND ? rounded(number / THOUSAND) + "k" : rounded(number);
  }

  /**
   * The number in another unit.
   *
   * @throws IllegalArgumentException if the units are not the same and not both of time
   */
  static double convert(double number, String from, String to) {
    if (from.equals(to)) {
      return number;
    }
    Double divisor = TIMES.get(from);
    Double factor = TIMES.get(to);
    if (factor == null || divisor == null) {
      throw new IllegalArgumentException(from + " cannot be compared with " + to);
    }
    return number * factor / divisor;
  }

  private static String rounded(double number) {
    BigDecimal rounded = new BigDecimal(number).round(DIGITS).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }
}
