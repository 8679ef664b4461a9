package dev.aidemo.emulator.pubsub;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The failures that callers see, worded as Google words them. */
final class Errors {
  private Errors() {}

  static StatusRuntimeException notFound(String name) {
    return Status.NOT_FOUND
        .withDescription("Resource not found (resource=" + ResourceNames.last(name) + ").")
        .asRuntimeException();
  }

  static StatusRuntimeException alreadyExists(String name) {
    return Status.ALREADY_EXISTS
        .withDescription(
            "Resource already exists in the project (resource=" + ResourceNames.last(name) + ").")
        .asRuntimeException();
  }

  static StatusRuntimeException invalidArgument(String message) {
    return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
  }

  static StatusRuntimeException failedPrecondition(String message) {
    return Status.FAILED_PRECONDITION.withDescription(message).asRuntimeException();
  }

  static StatusRuntimeException unimplemented(String feature) {
    return Status.UNIMPLEMENTED
        .withDescription("The embedded Pub/Sub has no " + feature + ".")
        .asRuntimeException();
  }
}
