package dev.aidemo.benchmarks.process;

import java.io.IOException;

/** An event was not acknowledged by a function that lives on. */
public final class RefusedEventException extends IOException {
  private static final long serialVersionUID = 1;

  RefusedEventException(String message) {
    super(message);
  }
}
