package dev.aidemo.emulator.pubsub;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Makes the errors that clients see, worded as Google words them. */
final class Errors {
  private Errors() {}

  static StatusRuntimeException notFound(String name) {
    return Status.NOT_FOUND
        .withDescription("Resource not found (resource=" + ResourceNames.id(name) + ").")
        .asRuntimeException();
  }

  static StatusRuntimeException alreadyExists(String name) {
    return Status.ALREADY_EXISTS
        .withDescription(
            "Resource already exists in the project (resource=" + ResourceNames.id(name) + ").")
        .asRuntimeException();
  }

  static StatusRuntimeException invalidArgument(String message) {
    return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
  }

  static StatusRuntimeException notPullSubscription() {
    return Status.FAILED_PRECONDITION
        .withDescription("This method is not supported for this subscription type.")
        .asRuntimeException();
  }

  static StatusRuntimeException unimplemented(String feature) {
    return Status.UNIMPLEMENTED
        .withDescription("The emulator has no " + feature + ".")
        .asRuntimeException();
  }
}
