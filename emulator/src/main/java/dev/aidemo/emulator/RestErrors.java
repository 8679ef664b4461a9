package dev.aidemo.emulator;

import com.google.gson.JsonObject;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.UnframedGrpcErrorHandler;
import io.grpc.Status;

/**
 * Writes a gRPC status as the JSON error of Google's REST APIs.
 *
 * @see <a href="https://cloud.google.com/apis/design/errors#http_mapping">HTTP mapping of
 *     errors</a>
 */
final class RestErrors implements UnframedGrpcErrorHandler {
  @Override
  public HttpResponse handle(
      ServiceRequestContext context, Status status, AggregatedHttpResponse response) {
    return of(status);
  }

  static HttpResponse of(Status status) {
    int code = httpCode(status.getCode());
    String message = status.getDescription();
    JsonObject error = new JsonObject();
    error.addProperty("code", code);
    error.addProperty("message", message == null ? "" : message);
    error.addProperty("status", status.getCode().name());
    JsonObject body = new JsonObject();
    body.add("error", error);
    return HttpResponse.of(HttpStatus.valueOf(code), MediaType.JSON_UTF_8, body.toString());
  }

  private static int httpCode(Status.Code code) {
    return switch (code) {
      case OK -> 200;
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> 400;
      case UNAUTHENTICATED -> 401;
      case PERMISSION_DENIED -> 403;
      case NOT_FOUND -> 404;
      case ALREADY_EXISTS, ABORTED -> 409;
      case RESOURCE_EXHAUSTED -> 429;
      case CANCELLED -> 499;
      case UNIMPLEMENTED -> 501;
      case UNAVAILABLE -> 503;
      case DEADLINE_EXCEEDED -> 504;
      case UNKNOWN, INTERNAL, DATA_LOSS -> 500;
    };
  }
}
