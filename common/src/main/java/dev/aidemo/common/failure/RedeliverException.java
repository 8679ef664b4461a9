package dev.aidemo.common.failure;

/**
 * Says that a message cannot be handled yet. The platform answers 500, and the subscription
 * redelivers the message after a pause that grows each time.
 */
public final class RedeliverException extends RuntimeException {
  /** Says what the message waits for. */
  public RedeliverException(String reason) {
    super(reason);
  }
}
