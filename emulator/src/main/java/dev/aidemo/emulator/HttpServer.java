package dev.aidemo.emulator;

import static com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule.LOWER_CAMEL_CASE;
import static com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule.ORIGINAL_FIELD;

import com.google.api.HttpRule;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.grpc.GrpcJsonMarshaller;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.encoding.DecodingService;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingConflictStrategy;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingOptions;
import dev.aidemo.emulator.storage.CloudStorage;
import io.grpc.BindableService;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Listens on one port, and takes gRPC, REST and Cloud Storage's JSON API to their services. */
final class HttpServer implements AutoCloseable {
  private static final int EVENT_LOOPS = 4;

  /** Enough for a message of 10 MB in base64. */
  private static final int MAX_MESSAGE_BYTES = 32 << 20;

  private static final long MAX_OBJECT_BYTES = 1L << 30;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(2);

  private static final String SUBSCRIPTION = "/v1/{subscription.name=projects/*/subscriptions/*}";

  /** Google's rule, and a POST: Google's HTTP clients for Java send a PATCH as one. */
  private static final HttpRule UPDATE_SUBSCRIPTION =
      HttpRule.newBuilder()
          .setSelector("google.pubsub.v1.Subscriber.UpdateSubscription")
          .setPatch(SUBSCRIPTION)
          .setBody("*")
          .addAdditionalBindings(HttpRule.newBuilder().setPost(SUBSCRIPTION).setBody("*"))
          .build();

  private final InetSocketAddress address;
  private final EventLoopGroup eventLoops =
      EventLoopGroups.newEventLoopGroup(EVENT_LOOPS, "emulator", true);
  private final EventLoopGroup acceptor =
      EventLoopGroups.newEventLoopGroup(1, "emulator-acceptor", true);
  private final Server server;

  HttpServer(InetSocketAddress address, List<BindableService> services, CloudStorage storage) {
    this.address = address;
    ServerBuilder builder =
        Server.builder()
            .port(address, SessionProtocol.HTTP)
            .meterRegistry(NoopMeterRegistry.get())
            .bossGroupFactory(name -> acceptor)
            .workerGroup(eventLoops, false)
            .requestTimeout(Duration.ZERO)
            .maxRequestLength(MAX_MESSAGE_BYTES)
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
            // Google's REST clients for Java compress what they send.
            .service(grpc(services), DecodingService.newDecorator())
            .serviceUnder("/", (context, request) -> UnknownMethods.answer(request));
    HttpService storageService = storage.service();
    for (String prefix : storage.pathPrefixes()) {
      builder.route().pathPrefix(prefix).maxRequestLength(MAX_OBJECT_BYTES).build(storageService);
    }
    server = builder.build();
  }

  private static GrpcService grpc(List<BindableService> services) {
    GrpcServiceBuilder builder =
        GrpcService.builder()
            .enableHttpJsonTranscoding(
                HttpJsonTranscodingOptions.builder()
                    // Clients send either form.
                    .queryParamMatchRules(LOWER_CAMEL_CASE, ORIGINAL_FIELD)
                    .additionalHttpRules(UPDATE_SUBSCRIPTION)
                    .conflictStrategy(HttpJsonTranscodingConflictStrategy.lastWins())
                    .errorHandler(new RestErrors())
                    .build())
            // Starts sooner than the default, which generates a class for each type of message.
            .jsonMarshallerFactory(service -> GrpcJsonMarshaller.ofGson())
            .maxRequestMessageLength(MAX_MESSAGE_BYTES);
    services.forEach(builder::addService);
    return builder.build();
  }

  /**
   * Starts to listen.
   *
   * @throws IllegalStateException if the port cannot be used; the message names it
   */
  void start() {
    try {
      server.start().join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "cannot listen on %s:%d (%s): stop what uses the port, or choose another"
              .formatted(address.getHostString(), address.getPort(), cause.getMessage()),
          e);
    }
  }

  int port() {
    return server.activeLocalPort();
  }

  /** Returns after at most a few seconds. Calls under way are cut off. */
  @Override
  public void close() {
    CompletableFuture<?> stopped = server.stop();
    // As its last step the server lets the acceptor linger for two seconds, which nobody needs.
    long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    while (!stopped.isDone() && !acceptor.isShuttingDown() && System.nanoTime() < end) {
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
    var unused = eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
