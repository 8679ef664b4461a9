package dev.aidemo.local.stack;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** How a message reaches a function. */
public enum DeliveryForm {
  /** Eventarc: https://cloud.google.com/eventarc/docs/cloudevents. */
  SECOND_GENERATION {
    @Override
    Map<String, Object> body(String id, String data, String topic) {
      return wrapped(
          Map.of(
              "data",
              data,
              "attributes",
              Map.of(),
              "messageId",
              id,
              "message_id",
              id,
              "publishTime",
              Instant.now().toString(),
              "publish_time",
              Instant.now().toString()));
    }

    @Override
    void addHeaders(HttpRequest.Builder request, String id, String topic) {
      request
          .header("ce-id", id)
          .header("ce-specversion", "1.0")
          .header("ce-time", Instant.now().toString())
          .header("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
          .header("ce-source", "//pubsub.googleapis.com/projects/p/topics/" + topic);
    }
  },

  /** https://cloud.google.com/functions/1stgendocs/calling/pubsub. */
  FIRST_GENERATION {
    @Override
    Map<String, Object> body(String id, String data, String topic) {
      String type = "type.googleapis.com/google.pubsub.v1.PubsubMessage";
      return Map.of(
          "context",
          Map.of(
              "eventId",
              id,
              "timestamp",
              Instant.now().toString(),
              "eventType",
              "google.pubsub.topic.publish",
              "resource",
              Map.of(
                  "service",
                  "pubsub.googleapis.com",
                  "name",
                  "projects/p/topics/" + topic,
                  "type",
                  type)),
          "data",
          Map.of("@type", type, "data", data, "attributes", Map.of()));
    }
  },

  /** https://cloud.google.com/pubsub/docs/emulator. */
  EMULATOR {
    @Override
    Map<String, Object> body(String id, String data, String topic) {
      return wrapped(
          Map.of(
              "data",
              data,
              "attributes",
              Map.of(),
              "messageId",
              id,
              "publishTime",
              Instant.now().toString()));
    }
  };

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(80);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  abstract Map<String, Object> body(String id, String data, String topic);

  void addHeaders(HttpRequest.Builder request, String id, String topic) {
    // Only the 2nd generation has any.
  }

  /** Delivers the data under a new message id, and returns the status of the answer. */
  public int deliver(String endpoint, byte[] data, String topic)
      throws IOException, InterruptedException {
    return deliver(endpoint, UUID.randomUUID().toString(), data, topic);
  }

  int deliver(String endpoint, String id, byte[] data, String topic)
      throws IOException, InterruptedException {
    return send(endpoint, id, data, topic).statusCode();
  }

  /** Delivers the data and returns the whole answer. */
  HttpResponse<String> send(String endpoint, String id, byte[] data, String topic)
      throws IOException, InterruptedException {
    String base64 = Base64.getEncoder().encodeToString(data);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint))
            .timeout(LONGEST_WAIT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body(id, base64, topic))));
    addHeaders(request, id, topic);
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static Map<String, Object> wrapped(Map<String, Object> message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("message", message);
    body.put("subscription", "projects/p/subscriptions/s");
    return body;
  }
}
