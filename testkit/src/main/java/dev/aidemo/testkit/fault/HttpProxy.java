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

/** Forwards HTTP requests to a service, and on demand makes them fail. */
public final class HttpProxy implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private final WebClient target;
  private final Server server;
  private final Queue<HttpResponseWriter> hanging = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile @Nullable Rule rule;

  private record Rule(HttpFault fault, Predicate<String> requests) {}

  private HttpProxy(String address) {
    this.target =
        WebClient.builder(SessionProtocol.H1C.uriText() + "://" + address)
            .responseTimeout(Duration.ZERO)
            .maxResponseLength(MAX_MESSAGE_BYTES)
            .build();
    this.server =
        Server.builder()
            .port(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SessionProtocol.HTTP)
            .meterRegistry(NoopMeterRegistry.get())
            .requestTimeout(Duration.ZERO)
            .maxRequestLength(MAX_MESSAGE_BYTES)
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
            .serviceUnder("/", (context, request) -> serve(request))
            .build();
  }

  /**
   * Starts a proxy that only forwards until told otherwise.
   *
   * @param address {@code host:port} of the service
   */
  public static HttpProxy before(String address) {
    var proxy = new HttpProxy(address);
    proxy.server.start().join();
    // Loads the classes for a first request, so that no later one is slow because of the proxy.
    WebClient.of("http://" + proxy.address()).get("/").aggregate().join();
    return proxy;
  }

  /** Returns {@code 127.0.0.1:PORT}, as for a variable that names an emulator. */
  public String address() {
    return "127.0.0.1:" + server.activeLocalPort();
  }

  /** Makes all requests fail from now on. */
  public void fail(HttpFault fault) {
    fail(fault, request -> true);
  }

  /**
   * Makes some requests fail from now on.
   *
   * @param requests accepts their method and path, such as {@code GET /download/storage/v1/b/…}
   */
  public void fail(HttpFault fault, Predicate<String> requests) {
    failed.set(0);
    rule = new Rule(fault, requests);
  }

  /** Forwards all requests again, and closes the connections of those that hang. */
  public void heal() {
    rule = null;
    for (HttpResponseWriter one = hanging.poll(); one != null; one = hanging.poll()) {
      one.abort();
    }
  }

  /** Returns the number of requests that the latest fault made fail. */
  public int failed() {
    return failed.get();
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
    failed.incrementAndGet();
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
                    fault.status() > 0
                        ? HttpResponse.of(HttpStatus.valueOf(fault.status())).aggregate()
                        : forward(whole).aggregate())
            .thenApply(fault::change));
  }

  /** Leaves out the headers that concern only the connection, such as an upgrade. */
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
