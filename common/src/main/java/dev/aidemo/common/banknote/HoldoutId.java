package dev.aidemo.common.banknote;

import dev.aidemo.common.failure.PoisonMessageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the rows that models are compared on, as in {@code 1-9f3ac2d1}.
 *
 * @param generation raised by hand when the set is deliberately renewed; accuracies of different
 *     generations cannot be compared
 * @param hash the first eight hexadecimal digits of the SHA-256 of the set's content
 */
public record HoldoutId(int generation, String hash) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})-([0-9a-f]{8})");

  /**
   * Reads {@code 1-9f3ac2d1}.
   *
   * @throws PoisonMessageException if it has another form
   */
  public static HoldoutId parse(String id) {
    Matcher matcher = FORM.matcher(id);
    if (!matcher.matches()) {
      throw new PoisonMessageException(
          "holdout", "must be a generation and a hash, as in 1-9f3ac2d1", id);
    }
    return new HoldoutId(Integer.parseInt(matcher.group(1)), matcher.group(2));
  }

  @Override
  public String toString() {
    return generation + "-" + hash;
  }
}
