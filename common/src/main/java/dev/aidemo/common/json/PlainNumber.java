package dev.aidemo.common.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;

/**
 * Writes numbers as JavaScript and Go do: the fewest digits that read back as the same number,
 * without a fraction where there is none, and with an exponent only below 1e-6 and from 1e21.
 */
final class PlainNumber {
  private PlainNumber() {}

  static String of(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      return number == 0 ? "0" : Long.toString((long) number);
    }
    String shortest = NumberOutput.toString(number, true);
    int exponent = shortest.indexOf('E');
    if (exponent < 0) {
      return shortest;
    }
    double size = Math.abs(number);
    if (size >= 1e-6 && size < 1e21) {
      return new BigDecimal(shortest).stripTrailingZeros().toPlainString();
    }
    String digits = shortest.substring(0, exponent).replaceFirst("\\.0$", "");
    String power = shortest.substring(exponent + 1);
    return digits + "e" + (power.startsWith("-") ? power : "+" + power);
  }
}
