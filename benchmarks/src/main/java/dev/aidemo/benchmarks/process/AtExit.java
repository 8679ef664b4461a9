package dev.aidemo.benchmarks.process;

/** What is left to be done if this JVM is asked to end before its time. */
final class AtExit {
  private final Thread hook;

  AtExit(Runnable last) {
    this.hook = new Thread(last);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** It has been done in the regular way. */
  void cancel() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException exiting) {
      // Then it is being done twice, which is harmless.
    }
  }
}
