package dev.aidemo.emulator;

import static com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule.LOWER_CAMEL_CASE;
import static com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule.ORIGINAL_FIELD;

import com.google.api.HttpRule;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.grpc.GrpcExceptionHandlerFunction;
import com.linecorp.armeria.common.grpc.GrpcJsonMarshaller;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingConflictStrategy;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingOptions;
import io.grpc.BindableService;
import io.grpc.Status;
import java.util.List;

/** Builds what serves gRPC methods, and the REST calls that Google's protos define for them. */
final class RpcService {
  private static final String SUBSCRIPTION = "/v1/{subscription.name=projects/*/subscriptions/*}";

  /** Google's rule, and a POST: Google's HTTP clients for Java send a PATCH as one. */
  private static final HttpRule UPDATE_SUBSCRIPTION =
      HttpRule.newBuilder()
          .setSelector("google.pubsub.v1.Subscriber.UpdateSubscription")
          .setPatch(SUBSCRIPTION)
          .setBody("*")
          .addAdditionalBindings(HttpRule.newBuilder().setPost(SUBSCRIPTION).setBody("*"))
          .build();

  private static final GrpcExceptionHandlerFunction STATUSES = GrpcExceptionHandlerFunction.of();

  private RpcService() {}

  static GrpcService of(List<BindableService> services, RestErrors errors, int maxMessageBytes) {
    GrpcServiceBuilder builder =
        GrpcService.builder()
            .enableHttpJsonTranscoding(
                HttpJsonTranscodingOptions.builder()
                    // Clients send either form.
                    .queryParamMatchRules(LOWER_CAMEL_CASE, ORIGINAL_FIELD)
                    .additionalHttpRules(UPDATE_SUBSCRIPTION)
                    .conflictStrategy(HttpJsonTranscodingConflictStrategy.lastWins())
                    .errorHandler(errors)
                    .build())
            // Starts sooner than the default, which generates a class for each type of message.
            .jsonMarshallerFactory(service -> GrpcJsonMarshaller.ofGson())
            .exceptionHandler(
                (context, status, failure, metadata) ->
                    described(STATUSES.apply(context, status, failure, metadata), failure))
            .maxRequestMessageLength(maxMessageBytes);
    services.forEach(builder::addService);
    return builder.build();
  }

  /** Says what is wrong with a message that cannot be read. */
  private static Status described(Status status, Throwable failure) {
    return status.getDescription() == null ? status.withDescription(failure.getMessage()) : status;
  }

  /** Takes a form for JSON: curl calls whatever it sends a form, unless told otherwise. */
  static HttpService readFormAsJson(HttpService service) {
    return (context, request) -> {
      MediaType type = request.contentType();
      if (type == null || !type.is(MediaType.FORM_DATA)) {
        return service.serve(context, request);
      }
      return service.serve(
          context, request.withHeaders(request.headers().toBuilder().contentType(MediaType.JSON)));
    };
  }
}
