package dev.aidemo.common.failure;

import org.jspecify.annotations.Nullable;

/** Puts a failure into one line for a log: what it says first and, where known, what to look at. */
public final class FailureMessage {
  private FailureMessage() {}

  /** Returns the first line of what the failure says, with its kind. */
  public static String firstLine(Throwable failure) {
    return firstLine(failure.toString());
  }

  /** Returns the first line of a message, which may quote a payload further down. */
  public static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  /** Returns the first line of a message and what the reader should look at. */
  public static String withAdvice(@Nullable String message, String lookAt) {
    return firstLine(message) + "; look at " + lookAt;
  }
}
