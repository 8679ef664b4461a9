package dev.aidemo.emulator;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.encoding.DecodingService;
import dev.aidemo.emulator.monitoring.CloudMonitoring;
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

/** Listens on one port, and takes gRPC, REST and Cloud Storage's APIs to their services. */
final class HttpServer implements AutoCloseable {
  private static final int EVENT_LOOPS = 4;

  /** Enough for a message of 10 MB in base64. */
  private static final int MAX_MESSAGE_BYTES = 32 << 20;

  private static final long MAX_OBJECT_BYTES = 1L << 30;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(2);

  private final InetSocketAddress address;
  private final EventLoopGroup eventLoops =
      EventLoopGroups.newEventLoopGroup(EVENT_LOOPS, "emulator", true);
  private final EventLoopGroup acceptor =
      EventLoopGroups.newEventLoopGroup(1, "emulator-acceptor", true);
  private final Server server;

  HttpServer(
      InetSocketAddress address,
      List<BindableService> services,
      CloudStorage storage,
      CloudMonitoring monitoring) {
    this.address = address;
    RestErrors errors = new RestErrors();
    HttpService storageService = storage.service();
    ServerBuilder builder =
        Server.builder()
            .port(address, SessionProtocol.HTTP)
            .meterRegistry(NoopMeterRegistry.get())
            .bossGroupFactory(name -> acceptor)
            .workerGroup(eventLoops, false)
            .requestTimeout(Duration.ZERO)
            .maxRequestLength(MAX_MESSAGE_BYTES)
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
            .errorHandler(errors)
            .service(
                RpcService.of(services, errors, MAX_MESSAGE_BYTES),
                // Google's REST clients for Java compress what they send.
                DecodingService.newDecorator(),
                RpcService::readFormAsJson)
            .serviceUnder(
                "/",
                (context, request) ->
                    storage.isDownload(request.method(), request.path())
                        ? storageService.serve(context, request)
                        : UnknownMethods.answer(request))
            .serviceUnder(CloudMonitoring.PATH_PREFIX, monitoring.service());
    for (String prefix : storage.pathPrefixes()) {
      builder.route().pathPrefix(prefix).maxRequestLength(MAX_OBJECT_BYTES).build(storageService);
    }
    server = builder.build();
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
    // As its last step the server lets the acceptor linger for two seconds. We do not wait for
    // that.
    long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    while (!stopped.isDone() && !acceptor.isShuttingDown() && System.nanoTime() < end) {
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
    var unused = eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
