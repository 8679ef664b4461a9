package dev.aidemo.benchmarks.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aidemo.local.stack.StackVariables;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The stack's Pub/Sub over REST. Google's client would take more of the processor than much of what
 * is measured.
 */
final class Broker {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String projectPath;
  private final URI root;

  Broker(StackVariables variables) {
    this.projectPath = "projects/" + variables.value("PROJECT_ID");
    this.root = URI.create("http://" + variables.value("PUBSUB_EMULATOR_HOST") + "/v1/");
  }

  /**
   * Publishes the payloads in one call.
   *
   * @return their ids, in their order
   */
  List<String> publish(String topic, List<byte[]> payloads) {
    String messages =
        payloads.stream()
            .map(data -> "{\"data\":\"" + Base64.getEncoder().encodeToString(data) + "\"}")
            .collect(Collectors.joining(","));
    JsonNode answer =
        call("POST", name("topics", topic) + ":publish", "{\"messages\":[" + messages + "]}");
    List<String> ids = new ArrayList<>();
    answer.path("messageIds").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  void createTopic(String topic) {
    call("PUT", name("topics", topic), "{}");
  }

  /** A subscription that keeps its messages until they are pulled. */
  void createSubscription(String subscription, String topic) {
    create(subscription, topic, "");
  }

  /** A subscription that pushes to the endpoint, as to a function. */
  void createSubscription(String subscription, String topic, URI endpoint, int outstanding) {
    create(
        subscription,
        topic,
        ",\"pushConfig\":{\"pushEndpoint\":\"%s\",\"attributes\":{\"x-max-outstanding\":\"%d\"}}"
            .formatted(endpoint, outstanding));
  }

  private void create(String subscription, String topic, String push) {
    String settings =
        "{\"topic\":\"%s\",\"ackDeadlineSeconds\":60%s}".formatted(name("topics", topic), push);
    call("PUT", name("subscriptions", subscription), settings);
  }

  void deleteSubscription(String subscription) {
    call("DELETE", name("subscriptions", subscription), "");
  }

  /** Takes messages from a subscription for good: their data; none where none is there. */
  List<byte[]> take(String subscription) {
    String name = name("subscriptions", subscription);
    JsonNode answer =
        call("POST", name + ":pull", "{\"maxMessages\":1000,\"returnImmediately\":true}");
    List<byte[]> taken = new ArrayList<>();
    List<String> acknowledgements = new ArrayList<>();
    for (JsonNode received : answer.path("receivedMessages")) {
      taken.add(Base64.getDecoder().decode(received.path("message").path("data").asText()));
      acknowledgements.add("\"" + received.path("ackId").asText() + "\"");
    }
    if (!taken.isEmpty()) {
      String ids = String.join(",", acknowledgements);
      call("POST", name + ":acknowledge", "{\"ackIds\":[" + ids + "]}");
    }
    return taken;
  }

  private String name(String kind, String name) {
    return projectPath + "/" + kind + "/" + name;
  }

  private JsonNode call(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .timeout(LONGEST_CALL)
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(method + " " + path + ": " + response.statusCode());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException("Pub/Sub does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
