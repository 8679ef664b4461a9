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
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final HttpRequest.Builder request;

  /** Wraps a payload that was published to a topic. */
  public Event(String topic, byte[] payload) {
    String id = UUID.randomUUID().toString();
    String time = Instant.now().toString();
    String body =
        """
        {"message":{"data":"%s","attributes":{},"messageId":"%s","publishTime":"%s"},\
        "subscription":"projects/benchmark/subscriptions/%s"}"""
            .formatted(Base64.getEncoder().encodeToString(payload), id, time, topic);
    this.request =
        HttpRequest.newBuilder()
            .timeout(Duration.ofMinutes(3))
            .header("Content-Type", "application/json")
            .header("ce-id", id)
            .header("ce-specversion", "1.0")
            .header("ce-time", time)
            .header("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
            .header("ce-source", "//pubsub.googleapis.com/projects/benchmark/topics/" + topic)
            .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Pushes it to a port of this machine, any number of times, and returns the HTTP status. */
  int push(int port) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/");
    try {
      return CLIENT.send(request.uri(uri).build(), BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
