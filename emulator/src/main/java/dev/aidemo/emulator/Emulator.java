package dev.aidemo.emulator;

import static com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule.LOWER_CAMEL_CASE;
import static com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule.ORIGINAL_FIELD;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.GrpcServiceBuilder;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingOptions;
import dev.aidemo.emulator.pubsub.PubSub;
import dev.aidemo.emulator.secret.SecretManager;
import dev.aidemo.emulator.storage.CloudStorage;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Google's services on one port of 127.0.0.1, in memory: Pub/Sub and Secret Manager over gRPC and
 * REST, and the Cloud Storage JSON API. Credentials are neither needed nor looked at.
 */
public final class Emulator implements AutoCloseable {
  private static final int THREADS = 4;

  /** Enough for a message of 10 MB in base64. */
  private static final int MAX_MESSAGE = 32 * 1024 * 1024;

  private static final long MAX_OBJECT = 1024L * 1024 * 1024;
  private static final Duration CLOSE = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final PubSub pubSub = new PubSub();
  private final SecretManager secretManager = new SecretManager();
  private final CloudStorage cloudStorage = new CloudStorage();
  private final EventLoopGroup threads =
      EventLoopGroups.newEventLoopGroup(THREADS, "google-server", true);
  private final EventLoopGroup acceptor =
      EventLoopGroups.newEventLoopGroup(1, "google-server-acceptor", true);
  private final Server server;

  private Emulator(int port) {
    server = server(port);
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   * @throws IllegalStateException if the port cannot be had; the message names it
   */
  public static Emulator start(int port) {
    Emulator google = new Emulator(port);
    try {
      google.server.start().join();
      return google;
    } catch (CompletionException e) {
      google.close();
      throw new IllegalStateException(
          "cannot listen on %s:%d (%s): stop what uses the port, or choose another"
              .formatted(Loopback.HOST, port, e.getCause()),
          e);
    }
  }

  private Server server(int port) {
    GrpcServiceBuilder grpc =
        GrpcService.builder()
            .enableHttpJsonTranscoding(
                HttpJsonTranscodingOptions.builder()
                    // Clients send either form.
                    .queryParamMatchRules(LOWER_CAMEL_CASE, ORIGINAL_FIELD)
                    .errorHandler(new RestErrors())
                    .build())
            .maxRequestMessageLength(MAX_MESSAGE);
    pubSub.services().forEach(grpc::addService);
    grpc.addService(secretManager.service());
    ServerBuilder builder =
        Server.builder()
            .port(Loopback.address(port), SessionProtocol.HTTP)
            .meterRegistry(NoopMeterRegistry.get())
            .bossGroupFactory(name -> acceptor)
            .workerGroup(threads, false)
            .requestTimeout(Duration.ZERO)
            .maxRequestLength(MAX_MESSAGE)
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
            .service(grpc.build())
            .serviceUnder(
                "/",
                (context, request) ->
                    RestErrors.of(404, "NOT_FOUND", "There is no method " + request.path() + "."));
    HttpService storage = cloudStorage.service();
    for (String prefix : cloudStorage.pathPrefixes()) {
      builder.route().pathPrefix(prefix).maxRequestLength(MAX_OBJECT).build(storage);
    }
    return builder.build();
  }

  public int port() {
    return server.activeLocalPort();
  }

  /** {@code 127.0.0.1:PORT}, as the emulator variables want it. */
  public String address() {
    return Loopback.HOST + ":" + port();
  }

  /** Makes the value the latest version of the secret, which is created if there is none. */
  public void createSecret(String project, String name, String value) {
    secretManager.put(project, name, value);
  }

  /**
   * Creates the bucket unless it exists.
   *
   * @throws IllegalArgumentException if no bucket may have that name
   */
  public void createBucket(String name) {
    cloudStorage.createBucket(name);
  }

  /** Stops within a few seconds; calls and pushes under way are cut off, all data is gone. */
  @Override
  public void close() {
    pubSub.close();
    CompletableFuture<?> stopped = server.stop();
    // With its last step the server lets the acceptor linger for two seconds: nobody needs those.
    long end = System.nanoTime() + CLOSE.toNanos();
    while (!stopped.isDone() && !acceptor.isShuttingDown() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    var unused = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
