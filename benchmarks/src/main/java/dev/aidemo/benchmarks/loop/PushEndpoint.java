package dev.aidemo.benchmarks.loop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aidemo.benchmarks.platform.PubSubClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Takes the pushes of a topic of its own and does nothing: the cost of Pub/Sub alone. */
final class PushEndpoint implements AutoCloseable {
  private static final String TOPIC = "reference";

  /** As many as a function has. */
  private static final int MAX_OUTSTANDING_PUSHES = 4;

  private static final int MESSAGES_PER_CALL = 10;

  private final PubSubClient pubSub;
  private final ExecutorService threads = Executors.newFixedThreadPool(MAX_OUTSTANDING_PUSHES);
  private final Map<String, CompletableFuture<Long>> arrivals = new ConcurrentHashMap<>();
  private final HttpServer server;

  PushEndpoint(PubSubClient pubSub) throws IOException {
    this.pubSub = pubSub;
    // Otherwise the body of each answer waits until its head is acknowledged.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    pubSub.createPushedTopic(TOPIC, address, MAX_OUTSTANDING_PUSHES);
  }

  /** Publishes a message, and returns the milliseconds until it is pushed. */
  double roundTrip(byte[] payload) {
    long start = System.nanoTime();
    String id = pubSub.publish(TOPIC, List.of(payload)).get(0);
    return (awaitArrival(id) - start) / 1e6;
  }

  /** Returns how many messages a second pass if there are always {@code outstanding} on the way. */
  double messagesPerSecond(byte[] payload, int outstanding, int count) {
    Queue<String> pending = new ArrayDeque<>();
    List<byte[]> payloads = Collections.nCopies(MESSAGES_PER_CALL, payload);
    long start = System.nanoTime();
    for (int published = 0; published < count; published += MESSAGES_PER_CALL) {
      pending.addAll(pubSub.publish(TOPIC, payloads));
      while (pending.size() > outstanding - MESSAGES_PER_CALL) {
        awaitArrival(pending.remove());
      }
    }
    pending.forEach(this::awaitArrival);
    return count / ((System.nanoTime() - start) / 1e9);
  }

  private long awaitArrival(String messageId) {
    long time = arrival(messageId).orTimeout(30, TimeUnit.SECONDS).join();
    arrivals.remove(messageId);
    return time;
  }

  private CompletableFuture<Long> arrival(String messageId) {
    return arrivals.computeIfAbsent(messageId, id -> new CompletableFuture<>());
  }

  private void take(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      arrival(exchange.getRequestHeaders().getFirst("ce-id")).complete(now);
      exchange.sendResponseHeaders(204, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
