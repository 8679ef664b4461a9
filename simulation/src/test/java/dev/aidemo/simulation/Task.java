package dev.aidemo.simulation;

import org.jspecify.annotations.Nullable;

/**
 * Handles one delivery in a thread of its own, which halts before and after each side effect until
 * {@link Interleaving} resumes it.
 */
final class Task {
  enum State {
    RUNNING,
    HALTED,
    ENDED
  }

  private final Delivery delivery;
  private final Platform.Instance instance;
  private State state = State.RUNNING;
  private String place = "";
  private Fate fate = Fate.GO_ON;
  private @Nullable Throwable failure;

  Task(Delivery delivery, Platform.Instance instance) {
    this.delivery = delivery;
    this.instance = instance;
  }

  Delivery delivery() {
    return delivery;
  }

  Platform.Instance instance() {
    return instance;
  }

  synchronized State state() {
    return state;
  }

  /** Returns where it halted, such as "before COMMIT". */
  synchronized String place() {
    return place;
  }

  /** Returns what the function threw, or null if it returned. */
  synchronized @Nullable Throwable failure() {
    return failure;
  }

  void run() {
    try {
      instance.accept(delivery);
      end(null);
    } catch (Throwable e) {
      end(e);
    }
  }

  /** Halts the function's thread until it is resumed. */
  synchronized void halt(String here) {
    place = here;
    state = State.HALTED;
    notifyAll();
    while (state == State.HALTED) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts a function here", e);
      }
    }
    fate.strike(here);
  }

  synchronized void resume(Fate next) {
    fate = next;
    state = State.RUNNING;
    notifyAll();
  }

  /** Waits at most so long for the task to halt or end; returns whether it has. */
  synchronized boolean comesToRest(long milliseconds) throws InterruptedException {
    if (state == State.RUNNING) {
      wait(milliseconds);
    }
    return state != State.RUNNING;
  }

  private synchronized void end(@Nullable Throwable thrown) {
    failure = thrown;
    state = State.ENDED;
    notifyAll();
  }
}
