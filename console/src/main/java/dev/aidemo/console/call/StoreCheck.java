package dev.aidemo.console.call;

import dev.aidemo.common.failure.FailureMessage;
import dev.aidemo.common.failure.ServiceFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks a store whether it answers.
 *
 * @param ask throws if it does not
 */
record StoreCheck(String name, Runnable ask) {
  private static final int TIMEOUT_SECONDS = 8;

  /**
   * Tells what came of it.
   *
   * @param problem what to do; null if the store answers
   */
  record Result(String name, double milliseconds, @Nullable String problem) {}

  /** Asks in a thread of its own, and fails after a few seconds. */
  CompletableFuture<Result> start() {
    var answer = new CompletableFuture<Result>();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    var thread = new Thread(() -> answer.complete(result()), "check-" + name);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    thread.start();
    return answer.completeOnTimeout(
        new Result(
            name,
            TIMEOUT_SECONDS * 1000.0,
            name + " does not answer within " + TIMEOUT_SECONDS + " s"),
        TIMEOUT_SECONDS,
        TimeUnit.SECONDS);
  }

  private Result result() {
    long start = System.nanoTime();
    String problem = problem();
    return new Result(name, Math.round((System.nanoTime() - start) / 1e5) / 10.0, problem);
  }

  private @Nullable String problem() {
    try {
      ask.run();
      return null;
    } catch (RuntimeException e) {
      return e instanceof ServiceFailure failure ? failure.advice() : FailureMessage.firstLine(e);
    }
  }
}
