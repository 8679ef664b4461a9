package dev.aidemo.local.stack;

/** The stack cannot start or is not there. The message says what and why, in one line. */
public final class StackException extends RuntimeException {
  public StackException(String message) {
    super(message);
  }

  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
