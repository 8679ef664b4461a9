package dev.aidemo.common.model;

/** Says that a model file cannot be used: it is missing, damaged or of another kind. */
public final class ModelFileException extends RuntimeException {
  ModelFileException(String problem, Throwable cause) {
    super("the model file " + problem, cause);
  }

  ModelFileException(String problem) {
    super("the model file " + problem);
  }
}
