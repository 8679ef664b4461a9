package dev.aidemo.common.model;

/** A training that was ended at its {@link IterationLimit}: there is no model of it. */
final class UnfinishedTrainingException extends RuntimeException {
  UnfinishedTrainingException(long iterations) {
    super("not finished after " + iterations + " iterations");
  }
}
