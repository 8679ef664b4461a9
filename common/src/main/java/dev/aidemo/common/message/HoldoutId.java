package dev.aidemo.common.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the set of rows that models are compared on, as {@code 1-9f3ac2d1}.
 *
 * @param generation raised by hand when the set is deliberately renewed; accuracies of different
 *     generations cannot be compared
 * @param hash the first eight hexadecimal digits of the SHA-256 of the set's content
 */
public record HoldoutId(int generation, String hash) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})-([0-9a-f]{8})");

  /**
   * Reads {@code 1-9f3ac2d1}.
   *
   * @throws PoisonMessageException if the text has another form
   */
  public static HoldoutId parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new PoisonMessageException(
          "holdout", "must be a generation and a hash, as in 1-9f3ac2d1", text);
    }
    return new HoldoutId(Integer.parseInt(matcher.group(1)), matcher.group(2));
  }

  @Override
  public String toString() {
    return generation + "-" + hash;
  }
}
