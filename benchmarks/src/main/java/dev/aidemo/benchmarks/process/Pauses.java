package dev.aidemo.benchmarks.process;

/** Waiting for what tells nobody when it is done. */
public final class Pauses {
  private Pauses() {}

  /** Sleeps; an interruption is a failure. */
  public static void milliseconds(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
