package dev.aidemo.emulator;

import com.google.gson.JsonObject;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.UnframedGrpcErrorHandler;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Writes errors as the JSON of Google's REST APIs, also for requests that reach no method, such as
 * those that are too large.
 *
 * @see <a href="https://cloud.google.com/apis/design/errors#http_mapping">HTTP mapping of
 *     errors</a>
 */
final class RestErrors implements UnframedGrpcErrorHandler, ServerErrorHandler {
  @Override
  public HttpResponse handle(
      ServiceRequestContext context, Status status, AggregatedHttpResponse response) {
    return of(status);
  }

  static HttpResponse of(Status status) {
    String message = status.getDescription();
    return json(
            HttpStatus.valueOf(httpCode(status.getCode())),
            status.getCode(),
            message == null ? "" : message)
        .toHttpResponse();
  }

  @Override
  public @Nullable HttpResponse onServiceException(
      ServiceRequestContext context, Throwable failure) {
    return null; // The default ends in renderStatus.
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return json(
        status,
        status.isClientError() ? Status.Code.INVALID_ARGUMENT : Status.Code.INTERNAL,
        status.reasonPhrase() + ". " + reason(cause));
  }

  private static String reason(@Nullable Throwable cause) {
    return cause == null || cause.getMessage() == null ? "" : cause.getMessage();
  }

  private static AggregatedHttpResponse json(
      HttpStatus httpStatus, Status.Code code, String message) {
    JsonObject error = new JsonObject();
    error.addProperty("code", httpStatus.code());
    error.addProperty("message", message.strip());
    error.addProperty("status", code.name());
    JsonObject body = new JsonObject();
    body.add("error", error);
    return AggregatedHttpResponse.of(httpStatus, MediaType.JSON_UTF_8, body.toString());
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
