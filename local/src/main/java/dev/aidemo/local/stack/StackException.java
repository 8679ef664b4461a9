package dev.aidemo.local.stack;

/** Says in one line which part of the stack cannot start, and why. */
public final class StackException extends RuntimeException {
  /** Explains what is wrong. */
  public StackException(String problem) {
    super(problem);
  }

  /** Explains what is wrong, as {@code cause} shows. */
  public StackException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
