package dev.aidemo.benchmarks.loop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Takes pushes and does nothing: what Pub/Sub costs alone. */
final class TrivialEndpoint implements AutoCloseable {
  private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
  private final HttpServer server;

  TrivialEndpoint() throws IOException {
    // Otherwise the body of each answer waits for the acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /**
   * Waits for a message.
   *
   * @return when it came, as {@link System#nanoTime} tells
   * @throws IllegalStateException if it does not come
   */
  long await(String messageId) {
    long deadline = System.nanoTime() + LONGEST_WAIT;
    Long arrival = arrivals.remove(messageId);
    while (arrival == null) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("message " + messageId + " was not pushed");
      }
      LockSupport.parkNanos(PAUSE);
      arrival = arrivals.remove(messageId);
    }
    return arrival;
  }

  private void take(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      arrivals.put(exchange.getRequestHeaders().getFirst("ce-id"), now);
      exchange.sendResponseHeaders(204, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
