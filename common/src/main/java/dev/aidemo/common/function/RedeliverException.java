package dev.aidemo.common.function;

/**
 * The message cannot be handled yet, and will be delivered again: the platform answers 500 and the
 * subscription waits, longer each time.
 */
public final class RedeliverException extends RuntimeException {
  /** A message that waits for what {@code reason} says. */
  public RedeliverException(String reason) {
    super(reason);
  }
}
