package dev.aidemo.benchmarks.services;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A function, pushed to as Eventarc does it.
 *
 * @param endpoint its address
 * @param topic what triggers it
 */
public record PushTarget(String endpoint, String topic) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration LONGEST_CALL = Duration.ofMinutes(3);

  /** The request that delivers the payload; to be sent any number of times. */
  public HttpRequest request(byte[] payload) {
    String id = UUID.randomUUID().toString();
    String time = Instant.now().toString();
    String body =
        """
        {"message":{"data":"%s","attributes":{},"messageId":"%s","publishTime":"%s"},\
        "subscription":"projects/benchmark/subscriptions/%s"}"""
            .formatted(Base64.getEncoder().encodeToString(payload), id, time, topic);
    return HttpRequest.newBuilder(URI.create(endpoint))
        .timeout(LONGEST_CALL)
        .header("Content-Type", "application/json")
        .header("ce-id", id)
        .header("ce-time", time)
        .header("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
        .header("ce-source", "//pubsub.googleapis.com/projects/benchmark/topics/" + topic)
        .header("ce-specversion", "1.0")
        .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  /**
   * Sends the request and waits for the answer.
   *
   * @return seconds
   * @throws IOException if it is not acknowledged
   */
  public double send(HttpRequest request) throws IOException, InterruptedException {
    long start = System.nanoTime();
    HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
    double seconds = (System.nanoTime() - start) / 1e9;
    if (response.statusCode() >= 300) {
      throw new IOException(
          "topic %s: the function answers %d".formatted(topic, response.statusCode()));
    }
    return seconds;
  }
}
