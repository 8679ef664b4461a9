package dev.aidemo.operations;

/** Says that a command cannot be carried out, why, and what the operator can do. */
public final class OperationException extends RuntimeException {
  /** Explains what is wrong. */
  public OperationException(String problem) {
    super(problem);
  }

  /** Explains what is wrong, found by the failure {@code cause}. */
  public OperationException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
