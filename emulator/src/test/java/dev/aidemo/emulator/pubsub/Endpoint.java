package dev.aidemo.emulator.pubsub;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.server.Server;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A push endpoint that remembers what it was sent. */
public final class Endpoint implements AutoCloseable {
  private final List<AggregatedHttpRequest> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();
  private final EventLoopGroup acceptor = EventLoopGroups.newEventLoopGroup(1, "endpoint", true);
  private final Server server;

  private Endpoint(Function<AggregatedHttpRequest, HttpResponse> behaviour) {
    server =
        Server.builder()
            .port(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SessionProtocol.HTTP)
            .bossGroupFactory(name -> acceptor)
            .requestTimeout(Duration.ZERO)
            .maxRequestLength(0)
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
            .serviceUnder(
                "/",
                (context, request) ->
                    HttpResponse.of(
                        request.aggregate().thenApply(whole -> answer(whole, behaviour))))
            .build();
    server.start().join();
  }

  /** Starts an endpoint that answers each request in this way. */
  public static Endpoint answering(Function<AggregatedHttpRequest, HttpResponse> behaviour) {
    return new Endpoint(behaviour);
  }

  private HttpResponse answer(
      AggregatedHttpRequest request, Function<AggregatedHttpRequest, HttpResponse> behaviour) {
    requests.add(request);
    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    HttpResponse response = behaviour.apply(request);
    var unused = response.whenComplete().thenRun(running::decrementAndGet);
    return response;
  }

  public String url() {
    return "http://127.0.0.1:" + server.activeLocalPort() + "/";
  }

  public List<AggregatedHttpRequest> requests() {
    return requests;
  }

  /** How many requests were being answered at the same time, at most. */
  int mostRunning() {
    return mostRunning.get();
  }

  @Override
  public void close() {
    var stopped = server.stop();
    // Its last step is to wait for two seconds.
    while (!stopped.isDone() && !acceptor.isShuttingDown()) {
      Thread.onSpinWait();
    }
  }
}
