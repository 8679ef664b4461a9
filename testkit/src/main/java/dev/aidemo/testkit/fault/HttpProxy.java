package dev.aidemo.testkit.fault;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP service on 127.0.0.1 that hands every request on to another one, and on demand does it
 * badly.
 */
public final class HttpProxy implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 64 << 20;

  private final WebClient target;
  private final Server server;
  private final Queue<HttpResponseWriter> hanging = new ConcurrentLinkedQueue<>();
  private final AtomicInteger met = new AtomicInteger();
  private volatile @Nullable Rule rule;

  private record Rule(HttpFault fault, Predicate<String> requests) {}

  private HttpProxy(String address) {
    this.target =
        WebClient.builder(SessionProtocol.H1C.uriText() + "://" + address)
            .responseTimeout(Duration.ZERO)
            .maxResponseLength(LARGEST_MESSAGE)
            .build();
    this.server =
        Server.builder()
            .port(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SessionProtocol.HTTP)
            .meterRegistry(NoopMeterRegistry.get())
            .requestTimeout(Duration.ZERO)
            .maxRequestLength(LARGEST_MESSAGE)
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
            .serviceUnder("/", (context, request) -> serve(request))
            .build();
  }

  /**
   * Starts a proxy that does no harm yet.
   *
   * @param address {@code host:port} of the service behind it
   */
  public static HttpProxy before(String address) {
    var proxy = new HttpProxy(address);
    proxy.server.start().join();
    // Loads what a first request needs, so that no later one is slow for the proxy's sake.
    WebClient.of("http://" + proxy.address()).get("/").aggregate().join();
    return proxy;
  }

  /** {@code 127.0.0.1:PORT}, as the emulator variables want it. */
  public String address() {
    return "127.0.0.1:" + server.activeLocalPort();
  }

  /** Spoils all requests from now on. */
  public void fail(HttpFault fault) {
    fail(fault, request -> true);
  }

  /**
   * Spoils some requests from now on.
   *
   * @param requests which ones, by method and path: {@code GET /download/storage/v1/b/…}
   */
  public void fail(HttpFault fault, Predicate<String> requests) {
    met.set(0);
    rule = new Rule(fault, requests);
  }

  /** Does no more harm; the connections of requests that hang break. */
  public void heal() {
    rule = null;
    for (HttpResponseWriter one = hanging.poll(); one != null; one = hanging.poll()) {
      one.abort();
    }
  }

  /** How many requests met the fault that was set last. */
  public int met() {
    return met.get();
  }

  @Override
  public void close() {
    heal();
    server.close();
  }

  private HttpResponse serve(HttpRequest request) {
    HttpFault fault = faultOf(request);
    if (fault == null) {
      return HttpResponse.of(request.aggregate().thenApply(this::forward));
    }
    met.incrementAndGet();
    if (fault == HttpFault.HANGS) {
      HttpResponseWriter never = HttpResponse.streaming();
      hanging.add(never);
      return never;
    }
    return HttpResponse.of(
        request
            .aggregate()
            .thenCompose(
                whole ->
                    fault.code() > 0
                        ? HttpResponse.of(HttpStatus.valueOf(fault.code())).aggregate()
                        : forward(whole).aggregate())
            .thenApply(fault::spoil));
  }

  /** What concerns the connection is not the service's business: an upgrade, for example. */
  private HttpResponse forward(AggregatedHttpRequest request) {
    RequestHeaders headers =
        request.headers().toBuilder()
            .removeAndThen(HttpHeaderNames.UPGRADE)
            .removeAndThen(HttpHeaderNames.CONNECTION)
            .removeAndThen("http2-settings")
            .build();
    return target.execute(headers, request.content());
  }

  private @Nullable HttpFault faultOf(HttpRequest request) {
    Rule current = rule;
    return current != null && current.requests.test(request.method() + " " + request.path())
        ? current.fault
        : null;
  }
}
