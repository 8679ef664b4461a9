package dev.aidemo.benchmarks.process;

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
 * A message as Eventarc pushes it, a CloudEvent in binary mode
 * (https://cloud.google.com/eventarc/docs/cloudevents).
 */
public final class Push {
  static final int ACKNOWLEDGED = 200;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String topic;
  private final byte[] payload;

  /**
   * A message that was not sent yet.
   *
   * @param topic that it was published to
   * @param payload what was published
   */
  public Push(String topic, byte[] payload) {
    this.topic = topic;
    this.payload = payload;
  }

  /** Sends it to a port of this machine, under a new id, and returns the status of the answer. */
  int send(int port) throws IOException {
    String id = UUID.randomUUID().toString();
    String time = Instant.now().toString();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .timeout(LONGEST_WAIT)
            .header("Content-Type", "application/json")
            .header("ce-id", id)
            .header("ce-specversion", "1.0")
            .header("ce-time", time)
            .header("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
            .header("ce-source", "//pubsub.googleapis.com/projects/benchmark/topics/" + topic)
            .POST(BodyPublishers.ofByteArray(body(id, time)))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private byte[] body(String id, String time) {
    String body =
        """
        {"message":{"data":"%s","attributes":{},"messageId":"%s","publishTime":"%s"},\
        "subscription":"projects/benchmark/subscriptions/%s"}"""
            .formatted(Base64.getEncoder().encodeToString(payload), id, time, topic);
    return body.getBytes(StandardCharsets.US_ASCII);
  }
}
