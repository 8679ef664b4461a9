package dev.aidemo.local.stack;

/** Waiting between two looks at something that takes its time. */
public final class Pause {
  private Pause() {}

  /**
   * Sleeps.
   *
   * @throws StackException if the thread is interrupted
   */
  public static void milliseconds(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted", e);
    }
  }
}
