package dev.aidemo.common.failure;

import org.jspecify.annotations.Nullable;

/**
 * Says that a message can never succeed, however often it is delivered. It goes to the dead-letter
 * topic and is acknowledged.
 *
 * <p>{@link #getMessage()} names the field and the rule and is safe to log. {@link #reason()} adds
 * the offending value, shortened, and belongs beside the payload only.
 */
public final class PoisonMessageException extends RuntimeException {
  private static final int MAX_VALUE_LENGTH = 80;

  private final String reason;

  /** Names a {@code field} that breaks a {@code rule}, as in "ratings[2]", "must be 1 or 0". */
  public PoisonMessageException(String field, String rule, Object value) {
    super(field + " " + rule);
    this.reason = field + " " + rule + ", got " + shorten(String.valueOf(value));
  }

  /** Names a rule that no single value breaks, as in "batch_id is missing". */
  public PoisonMessageException(String rule) {
    super(rule);
    this.reason = rule;
  }

  /** Names a rule as above; {@code cause} is the failure that showed it. */
  public PoisonMessageException(String rule, @Nullable Throwable cause) {
    super(rule, cause);
    this.reason = rule;
  }

  /** Returns the field, the rule and the value: for the dead letter, never for a log. */
  public String reason() {
    return reason;
  }

  private static String shorten(String value) {
    return value.length() <= MAX_VALUE_LENGTH ? value : value.substring(0, MAX_VALUE_LENGTH) + "…";
  }
}
