package dev.aidemo.emulator;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.grpc.Status;

/** Answers calls of services and paths that the emulator does not have, and names them. */
final class UnknownMethods {
  private UnknownMethods() {}

  static HttpResponse answer(HttpRequest request) {
    String message = "The emulator has no method " + request.path() + ".";
    MediaType type = request.contentType();
    if (type == null || !type.subtype().startsWith("grpc")) {
      return RestErrors.of(Status.UNIMPLEMENTED.withDescription(message));
    }
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(type)
            .endOfStream(true)
            .add("grpc-status", Integer.toString(Status.Code.UNIMPLEMENTED.value()))
            .add("grpc-message", message)
            .build());
  }
}
