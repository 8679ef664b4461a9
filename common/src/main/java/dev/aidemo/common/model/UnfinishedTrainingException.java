package dev.aidemo.common.model;

/** Says that a training reached its {@link IterationLimit} and gave no model. */
final class UnfinishedTrainingException extends RuntimeException {
  UnfinishedTrainingException(long iterations) {
    super("not finished after " + iterations + " iterations");
  }
}
