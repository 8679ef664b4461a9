package dev.aidemo.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A subscription of a test's own: what is published to a topic from now on. */
public final class Inbox {
  static final List<String> TOPICS =
      List.of("request", "prediction", "feedback", "training", "job", "model", "dead-letter");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final String subscription;

  /** A message as it was published. */
  public record Message(String data, Map<String, String> attributes) {}

  private Inbox(String subscription) {
    this.subscription = subscription;
  }

  /** Subscribes to a topic of the project that {@code environment} names. */
  public static Inbox of(String topic, Map<String, String> environment) {
    String project = environment.getOrDefault("PROJECT_ID", "");
    String root = "http://" + environment.get("PUBSUB_EMULATOR_HOST") + "/v1/projects/" + project;
    String subscription = root + "/subscriptions/inbox-" + topic;
    var body = new JsonObject();
    body.addProperty("topic", "projects/" + project + "/topics/" + topic);
    send("PUT", subscription, body);
    return new Inbox(subscription);
  }

  static void createTopic(String host, String project, String topic) {
    String uri = "http://" + host + "/v1/projects/" + project + "/topics/" + topic;
    send("PUT", uri, new JsonObject());
  }

  /** All messages so far, each once; empty if there are none. */
  public List<Message> drain() {
    List<Message> messages = new ArrayList<>();
    var ids = new JsonArray();
    var pull = new JsonObject();
    pull.addProperty("maxMessages", 1000);
    pull.addProperty("returnImmediately", true);
    JsonArray received =
        send("POST", subscription + ":pull", pull).getAsJsonArray("receivedMessages");
    for (JsonElement element : received == null ? new JsonArray() : received) {
      ids.add(element.getAsJsonObject().get("ackId"));
      messages.add(message(element.getAsJsonObject().getAsJsonObject("message")));
    }
    if (!ids.isEmpty()) {
      var acknowledge = new JsonObject();
      acknowledge.add("ackIds", ids);
      send("POST", subscription + ":acknowledge", acknowledge);
    }
    return messages;
  }

  private static Message message(JsonObject message) {
    JsonElement data = message.get("data");
    Map<String, String> attributes = new HashMap<>();
    if (message.has("attributes")) {
      message
          .getAsJsonObject("attributes")
          .asMap()
          .forEach((name, value) -> attributes.put(name, value.getAsString()));
    }
    byte[] bytes = data == null ? new byte[0] : Base64.getDecoder().decode(data.getAsString());
    return new Message(new String(bytes, StandardCharsets.UTF_8), attributes);
  }

  private static JsonObject send(String method, String uri, JsonObject body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .timeout(LONGEST_WAIT)
            .header("content-type", "application/json")
            .method(method, BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            method + " " + uri + " answers " + response.statusCode() + ": " + response.body());
      }
      return JsonParser.parseString(response.body()).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
