package dev.aidemo.simulation;

/** Decides what happens to a function before or after a side effect. */
enum Fate {
  /** Nothing; it goes on. */
  GO_ON {
    @Override
    void strike(String place) {}
  },
  /** The store does not answer, whether or not it did what it was asked for. */
  NO_ANSWER {
    @Override
    void strike(String place) {
      throw new NoAnswer(place);
    }
  },
  /** The process ends. Nothing in the function sees it, not even a {@code catch}. */
  CRASH {
    @Override
    void strike(String place) {
      throw new Crash();
    }
  };

  /** Says that a store does not answer. */
  @SuppressWarnings("serial")
  static final class NoAnswer extends RuntimeException {
    NoAnswer(String place) {
      super("no answer " + place);
    }
  }

  /** Ends a process. */
  @SuppressWarnings("serial")
  static final class Crash extends Error {
    Crash() {
      super("crash", null, false, false);
    }
  }

  abstract void strike(String place);
}
