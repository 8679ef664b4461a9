package dev.aidemo.common.message;

import org.jspecify.annotations.Nullable;

/**
 * A message that can never succeed, however often it is delivered. It goes to the dead-letter topic
 * and is acknowledged.
 *
 * <p>{@link #getMessage()} names the field and the rule and is safe to log. {@link #reason()} adds
 * the offending value, shortened, and belongs beside the payload only.
 */
public final class PoisonMessageException extends RuntimeException {
  private static final int LONGEST_VALUE = 80;

  private final String reason;

  /** A message whose {@code field} breaks {@code rule}, as in "ratings[2]", "must be 1 or 0". */
  public PoisonMessageException(String field, String rule, Object value) {
    super(field + " " + rule);
    this.reason = field + " " + rule + ", got " + shorten(String.valueOf(value));
  }

  /** A message that breaks a rule which no single value shows, as in "batch_id is missing". */
  public PoisonMessageException(String rule) {
    super(rule);
    this.reason = rule;
  }

  /** As {@link #PoisonMessageException(String)}, found by the failure {@code cause}. */
  public PoisonMessageException(String rule, @Nullable Throwable cause) {
    super(rule, cause);
    this.reason = rule;
  }

  /** The field, the rule and the value: for the dead letter, never for a log. */
  public String reason() {
    return reason;
  }

  private static String shorten(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
  }
}
