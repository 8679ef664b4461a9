package dev.aidemo.emulator.pubsub;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a task soon after it is raised; raising it again before the task starts adds nothing. */
final class Signal {
  private final Executor executor;
  private final Runnable task;
  private final AtomicBoolean raised = new AtomicBoolean();

  Signal(Executor executor, Runnable task) {
    this.executor = executor;
    this.task = task;
  }

  void raise() {
    if (raised.compareAndSet(false, true)) {
      executor.execute(this::run);
    }
  }

  private void run() {
    raised.set(false);
    task.run();
  }
}
