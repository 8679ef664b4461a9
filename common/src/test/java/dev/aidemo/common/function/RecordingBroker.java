package dev.aidemo.common.function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.json.JsonTree;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Answers Pub/Sub's REST call {@code publish}, and records the messages. */
final class RecordingBroker implements AutoCloseable {
  private static final int OK = 200;

  private final HttpServer server;
  private final List<Published> published = Collections.synchronizedList(new ArrayList<>());
  private final Queue<Integer> statuses = new ArrayDeque<>();

  /** Describes one call: where to, and the message that it published. */
  record Published(String path, byte[] data, Map<String, String> attributes) {
    String string() {
      return new String(data, StandardCharsets.UTF_8);
    }

    String reason() {
      return attributes.get("dead-letter-reason");
    }
  }

  RecordingBroker() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Makes an environment in which this is Pub/Sub. */
  Environment environment(Map<String, String> others) {
    Map<String, String> variables = new HashMap<>(others);
    variables.put("PROJECT_ID", "demo");
    variables.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:" + server.getAddress().getPort());
    return Environment.of(variables);
  }

  /** Answers the next call with this status, and later ones with 200 again. */
  void answerNext(int status) {
    statuses.add(status);
  }

  List<Published> published() {
    return List.copyOf(published);
  }

  /** Returns the one call; fails if there were more or fewer. */
  Published only() {
    if (published.size() != 1) {
      throw new AssertionError("there were " + published.size() + " calls, not one");
    }
    return published.get(0);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      published.add(read(exchange));
      int status = statuses.isEmpty() ? OK : statuses.remove();
      String body =
          status == OK
              ? "{\"messageIds\": [\"1\"]}"
              : "{\"error\": {\"code\": %d, \"message\": \"not now\"}}".formatted(status);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length());
      exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  @SuppressWarnings("unchecked")
  private static Published read(HttpExchange exchange) throws IOException {
    var body = JsonTree.object(exchange.getRequestBody().readAllBytes());
    var message = ((List<Map<String, Object>>) body.get("messages")).get(0);
    return new Published(
        exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
        Base64.getDecoder().decode((String) message.getOrDefault("data", "")),
        (Map<String, String>) message.get("attributes"));
  }
}
