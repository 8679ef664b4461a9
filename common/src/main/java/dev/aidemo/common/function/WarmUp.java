package dev.aidemo.common.function;

import dev.aidemo.common.failure.FailureMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

/**
 * Does the work that the first event or request would have to wait for, while the Framework starts
 * its server. The platform gives an instance more CPU until it listens
 * (https://cloud.google.com/run/docs/configuring/services/cpu#startup-boost).
 */
public final class WarmUp {
  private final Logger logger;
  private final List<Runnable> preparations = new ArrayList<>();

  /** Names the log of failures, which the first event tries again and reports. */
  public WarmUp(Logger logger) {
    this.logger = logger;
  }

  /** Registers work. */
  public void prepareWith(Runnable preparation) {
    preparations.add(preparation);
  }

  /** Starts the work in a thread of its own, in which libraries find their parts. */
  public void start(ClassLoader loader) {
    var thread = new Thread(this::prepare, "warm-up");
    thread.setDaemon(true);
    // The Framework sets it for events only, and libraries look for their parts with it.
    thread.setContextClassLoader(loader);
    thread.start();
  }

  private void prepare() {
    for (Runnable preparation : preparations) {
      try {
        preparation.run();
      } catch (RuntimeException e) {
        logger.info(() -> "Left to the first event: " + FailureMessage.firstLine(e));
      }
    }
  }
}
