package dev.aidemo.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aidemo.operations.Wait;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Pub/Sub as curl would use it. */
public final class PubSubRest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private final String project;
  private final List<JsonNode> pulled = new ArrayList<>();

  public PubSubRest(StackVariables variables) {
    this.project =
        "http://%s/v1/projects/%s/"
            .formatted(variables.value("PUBSUB_EMULATOR_HOST"), variables.value("PROJECT_ID"));
  }

  /** Publishes a text and returns the message's id. */
  public String publish(String topic, String text) throws IOException, InterruptedException {
    String data = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    JsonNode answer =
        send(
            "POST", "topics/" + topic + ":publish", "{\"messages\":[{\"data\":\"" + data + "\"}]}");
    return answer.at("/messageIds/0").asText();
  }

  void subscribe(String subscription, String topic) throws IOException, InterruptedException {
    String topicName = URI.create(project).getPath().substring("/v1/".length()) + "topics/" + topic;
    send("PUT", "subscriptions/" + subscription, "{\"topic\":\"" + topicName + "\"}");
  }

  /** The message that is wanted, as soon as it is among those of the subscription. */
  public JsonNode await(String subscription, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plusSeconds(30);
    while (Instant.now().isBefore(deadline)) {
      Optional<JsonNode> found = pulled.stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      pull(subscription);
      Wait.milliseconds(50);
    }
    throw new AssertionError("not found in " + subscription + ", there are only " + pulled);
  }

  /** What the message holds. */
  public static String text(JsonNode message) {
    return new String(
        Base64.getDecoder().decode(message.path("data").asText()), StandardCharsets.UTF_8);
  }

  private void pull(String subscription) throws IOException, InterruptedException {
    String path = "subscriptions/" + subscription;
    JsonNode answer =
        send("POST", path + ":pull", "{\"maxMessages\":100,\"returnImmediately\":true}");
    for (JsonNode received : answer.path("receivedMessages")) {
      pulled.add(received.get("message"));
      send("POST", path + ":acknowledge", "{\"ackIds\":[" + received.get("ackId") + "]}");
    }
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(project + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new AssertionError(method + " " + path + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }
}
