package dev.aidemo.benchmarks.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Pushes a message to a function as Eventarc does, as a CloudEvent in binary mode
 * (https://cloud.google.com/eventarc/docs/cloudevents).
 */
public final class Event {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String topic;
  private final String id = UUID.randomUUID().toString();
  private final String time = Instant.now().toString();
  private final byte[] body;

  /** Wraps a payload that was published to a topic. */
  public Event(String topic, byte[] payload) {
    this.topic = topic;
    this.body =
        """
        {"message":{"data":"%s","attributes":{},"messageId":"%s","publishTime":"%s"},\
        "subscription":"projects/benchmark/subscriptions/%s"}"""
            .formatted(Base64.getEncoder().encodeToString(payload), id, time, topic)
            .getBytes(StandardCharsets.US_ASCII);
  }

  /** Pushes it, and returns the HTTP status of the answer. It can be pushed any number of times. */
  int push(URI endpoint) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("ce-id", id)
            .header("ce-specversion", "1.0")
            .header("ce-time", time)
            .header("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
            .header("ce-source", "//pubsub.googleapis.com/projects/benchmark/topics/" + topic)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
