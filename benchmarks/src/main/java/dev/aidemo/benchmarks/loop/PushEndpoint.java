package dev.aidemo.benchmarks.loop;

import com.sun.net.httpserver.HttpServer;
import dev.aidemo.benchmarks.platform.PubSubClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Takes the pushes of a topic of its own and does nothing: the cost of Pub/Sub alone. */
final class PushEndpoint implements AutoCloseable {
  private static final String TOPIC = "reference";

  /** As many pushes at once as a function gets. */
  private static final int MAX_OUTSTANDING = 4;

  private final PubSubClient pubSub;
  private final ExecutorService threads = Executors.newFixedThreadPool(MAX_OUTSTANDING);
  private final Map<String, CompletableFuture<Long>> arrivals = new ConcurrentHashMap<>();
  private final HttpServer server;

  PushEndpoint(PubSubClient pubSub) throws IOException {
    this.pubSub = pubSub;
    // Otherwise the body of each answer waits until its head is acknowledged.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          long now = System.nanoTime();
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            arrival(exchange.getRequestHeaders().getFirst("ce-id")).complete(now);
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    pubSub.createPushedTopic(TOPIC, address, MAX_OUTSTANDING);
  }

  /** Publishes a message, and returns the milliseconds until it is pushed. */
  double roundTrip(byte[] payload) {
    long start = System.nanoTime();
    String id = pubSub.publish(TOPIC, List.of(payload)).get(0);
    long time = arrival(id).orTimeout(30, TimeUnit.SECONDS).join();
    arrivals.remove(id);
    return (time - start) / 1e6;
  }

  private CompletableFuture<Long> arrival(String messageId) {
    return arrivals.computeIfAbsent(messageId, id -> new CompletableFuture<>());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
