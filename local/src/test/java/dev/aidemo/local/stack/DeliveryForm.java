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

/** Delivers messages to a function in each form that Pub/Sub has for it. */
public enum DeliveryForm {
  /** Eventarc: https://cloud.google.com/eventarc/docs/cloudevents. */
  SECOND_GENERATION {
    @Override
    Map<String, Object> body(Delivery delivery) {
      return wrapped(
          Map.of(
              "data",
              delivery.base64(),
              "attributes",
              Map.of(),
              "messageId",
              delivery.id(),
              "message_id",
              delivery.id(),
              "publishTime",
              delivery.published().toString(),
              "publish_time",
              delivery.published().toString()));
    }

    @Override
    void addHeaders(HttpRequest.Builder request, Delivery delivery) {
      request
          .header("ce-id", delivery.id())
          .header("ce-specversion", "1.0")
          .header("ce-time", delivery.published().toString())
          .header("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
          .header("ce-source", "//pubsub.googleapis.com/projects/p/topics/" + delivery.topic());
    }
  },

  /** https://cloud.google.com/functions/1stgendocs/calling/pubsub. */
  FIRST_GENERATION {
    @Override
    Map<String, Object> body(Delivery delivery) {
      String type = "type.googleapis.com/google.pubsub.v1.PubsubMessage";
      return Map.of(
          "context",
          Map.of(
              "eventId",
              delivery.id(),
              "timestamp",
              delivery.published().toString(),
              "eventType",
              "google.pubsub.topic.publish",
              "resource",
              Map.of(
                  "service",
                  "pubsub.googleapis.com",
                  "name",
                  "projects/p/topics/" + delivery.topic(),
                  "type",
                  type)),
          "data",
          Map.of("@type", type, "data", delivery.base64(), "attributes", Map.of()));
    }
  },

  /** https://cloud.google.com/pubsub/docs/emulator. */
  EMULATOR {
    @Override
    Map<String, Object> body(Delivery delivery) {
      return wrapped(
          Map.of(
              "data",
              delivery.base64(),
              "attributes",
              Map.of(),
              "messageId",
              delivery.id(),
              "publishTime",
              delivery.published().toString()));
    }
  };

  private static final Duration TIMEOUT = Duration.ofSeconds(80);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Describes a message and where it comes from.
   *
   * @param id the message id
   * @param published when it was published
   */
  public record Delivery(String topic, String id, Instant published, byte[] data) {
    /** Describes a message that was just published. */
    public static Delivery of(String topic, byte[] data) {
      return new Delivery(topic, UUID.randomUUID().toString(), Instant.now(), data);
    }

    String base64() {
      return Base64.getEncoder().encodeToString(data);
    }
  }

  abstract Map<String, Object> body(Delivery delivery);

  void addHeaders(HttpRequest.Builder request, Delivery delivery) {
    // Only the 2nd generation has headers of its own.
  }

  /** Delivers a message that was just published, and returns the status of the answer. */
  public int deliver(String endpoint, byte[] data, String topic)
      throws IOException, InterruptedException {
    return send(endpoint, Delivery.of(topic, data)).statusCode();
  }

  /** Delivers a message and returns the answer. */
  public HttpResponse<String> send(String endpoint, Delivery delivery)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body(delivery))));
    addHeaders(request, delivery);
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static Map<String, Object> wrapped(Map<String, Object> message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("message", message);
    body.put("subscription", "projects/p/subscriptions/s");
    return body;
  }
}
