package dev.aidemo.operations;

/** Says why something cannot be done, and what the operator can do about it. */
public final class OperationException extends RuntimeException {
  /** Explains what is wrong. */
  public OperationException(String problem) {
    super(problem);
  }

  /** Explains what is wrong, as {@code cause} shows. */
  public OperationException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
