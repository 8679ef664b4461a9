package dev.aidemo.simulation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Simulates Pub/Sub: takes messages over HTTP from the functions' real clients, and delivers each
 * to every subscription one to five times, each time after a random delay.
 */
final class Broker implements AutoCloseable {
  static final String DEAD_LETTER = DeployedFunction.DEAD_LETTER;
  private static final int MAX_ATTEMPTS = 30;
  private static final int MAX_DELAY = 400;
  private static final int MAX_COPIES = 5;

  static {
    // Otherwise each answer waits 40 ms for TCP's acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final List<Message> published = new ArrayList<>();
  private final List<Delivery> waiting = new ArrayList<>();
  private Random random = new Random(0);
  private Instant epoch = Instant.EPOCH;
  private long now;
  private int deliveries;

  Broker() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Returns {@code host:port}, for PUBSUB_EMULATOR_HOST. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Forgets all messages, and starts the clock at {@code start}. */
  synchronized void reset(Random newRandom, Instant start) {
    published.clear();
    waiting.clear();
    random = newRandom;
    epoch = start;
    now = 0;
    deliveries = 0;
  }

  synchronized long now() {
    return now;
  }

  synchronized void advance(long time) {
    now = Math.max(now, time);
  }

  /** Returns the simulated time of day. */
  synchronized Instant time() {
    return epoch.plusMillis(now);
  }

  synchronized Message publish(
      String topic, byte[] data, Map<String, String> attributes, Instant time) {
    var message = new Message(String.valueOf(published.size() + 1), topic, data, attributes, time);
    published.add(message);
    for (DeployedFunction function : DeployedFunction.eventDriven()) {
      if (function.trigger().equals(topic)) {
        int copies = random.nextInt(3) > 0 ? 1 : 2 + random.nextInt(MAX_COPIES - 1);
        for (int copy = 0; copy < copies; copy++) {
          waiting.add(new Delivery(function, message, now + random.nextInt(MAX_DELAY), 1));
        }
      }
    }
    return message;
  }

  /** Takes any delivery that is due from its subscription. */
  synchronized Optional<Delivery> next() {
    List<Delivery> due = waiting.stream().filter(delivery -> delivery.due() <= now).toList();
    if (due.isEmpty()) {
      return Optional.empty();
    }
    Delivery chosen = due.get(random.nextInt(due.size()));
    waiting.remove(chosen);
    deliveries++;
    return Optional.of(chosen);
  }

  /** Returns when the next delivery is due, if there is one. */
  synchronized Optional<Long> nextDue() {
    return waiting.stream().map(Delivery::due).min(Comparator.naturalOrder());
  }

  /** Redelivers a message after a pause that grows each time, or dead-letters it in the end. */
  synchronized void redeliver(Delivery failed) {
    if (failed.attempt() < MAX_ATTEMPTS) {
      long backoff = Math.min(10_000, 100L << Math.min(10, failed.attempt()));
      waiting.add(failed.redelivery(now + backoff / 2 + random.nextInt((int) backoff)));
      return;
    }
    Message message = failed.message();
    Map<String, String> attributes = new HashMap<>(message.attributes());
    attributes.put("dead-letter-topic", message.topic());
    attributes.put("dead-letter-message-id", message.id());
    publish(DEAD_LETTER, message.data(), attributes, time());
  }

  synchronized List<Message> published(String topic) {
    return published.stream().filter(message -> message.topic().equals(topic)).toList();
  }

  synchronized int messages() {
    return published.size();
  }

  synchronized int deliveries() {
    return deliveries;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** Answers POST /v1/projects/PROJECT/topics/TOPIC:publish. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String topic =
          exchange.getRequestURI().getPath().replaceFirst(".*/topics/(.+):publish", "$1");
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var ids = new JsonArray();
      for (JsonElement message :
          JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("messages")) {
        ids.add(publish(topic, message.getAsJsonObject()).id());
      }
      var response = new JsonObject();
      response.add("messageIds", ids);
      byte[] bytes = response.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Message publish(String topic, JsonObject message) {
    Map<String, String> attributes = new HashMap<>();
    if (message.has("attributes")) {
      message
          .getAsJsonObject("attributes")
          .asMap()
          .forEach((name, value) -> attributes.put(name, value.getAsString()));
    }
    byte[] data =
        message.has("data")
            ? Base64.getDecoder().decode(message.get("data").getAsString())
            : new byte[0];
    return publish(topic, data, attributes, time());
  }
}
