package dev.aidemo.local.stack;

import dev.aidemo.common.hostile.HostileBytes;
import dev.aidemo.common.hostile.HostileJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes deliveries of poison messages whose head or body is not as the platform makes it. */
final class HostileRequests {
  private static final String BODY =
      """
      {"message": {"data": "%s", "messageId": "1", "message_id": "1", "publishTime": "%s",
       "attributes": {"ce-time": "%2$s", "ce-id": "7", "colour": "blue"}},
       "subscription": "projects/p/subscriptions/s"}
      """;

  private static final String FIRST_GENERATION =
      """
      {"context": {"eventId": "1", "timestamp": "%2$s", "eventType": "google.pubsub.topic.publish",
       "resource": {"service": "pubsub.googleapis.com", "name": "projects/p/topics/t"}},
       "data": {"@type": "type.googleapis.com/google.pubsub.v1.PubsubMessage", "data": "%1$s",
       "attributes": {"ce-time": "%2$s", "colour": "blue"}}}
      """;

  private static final List<String> TYPES =
      List.of(
          "application/json; charset=utf-16",
          "application/json; charset=nonsense",
          "application/cloudevents+json",
          "application/cloudevents-batch+json",
          "application/xml",
          "text/plain",
          "multipart/form-data; boundary=x",
          "");

  private static final List<String> HEADER_VALUES =
      List.of(
          "",
          " ",
          "1.0",
          "0.3",
          "2.0",
          "é",
          "%00",
          "\u0001",
          "x".repeat(3_000),
          "[]",
          "+1000000000-12-31T23:59:59Z",
          "-1000000000-01-01T00:00:00Z",
          "yesterday",
          "0001-01-01T00:00:00Z",
          "2026-13-45T99:00:00Z",
          "google.cloud.storage.object.v1.deleted",
          "dev.aidemo.prediction.v1",
          "//",
          "not a uri",
          "http://[");

  private HostileRequests() {}

  static RawRequest next(DeliveryForm form, Random random) {
    byte[] poison = ("rubbish " + random.nextLong()).getBytes(StandardCharsets.UTF_8);
    String data = Base64.getEncoder().encodeToString(poison);
    String sample = form == DeliveryForm.FIRST_GENERATION ? FIRST_GENERATION : BODY;
    String valid = sample.formatted(data, Instant.now());
    var request =
        new RawRequest(
            switch (random.nextInt(8)) {
              case 0 -> valid.getBytes(StandardCharsets.UTF_8);
              case 1 -> HostileBytes.noise(500, random);
              default -> HostileJson.changed(List.of(valid), random);
            });
    headers(form, random).forEach(request::header);
    if (random.nextInt(10) == 0) {
      request.header("ce-id", "a second one");
    }
    return request;
  }

  private static Map<String, String> headers(DeliveryForm form, Random random) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    if (form == DeliveryForm.SECOND_GENERATION) {
      headers.put("ce-specversion", "1.0");
      headers.put("ce-id", "1");
      headers.put("ce-time", Instant.now().toString());
      headers.put("ce-type", "google.cloud.pubsub.topic.v1.messagePublished");
      headers.put("ce-source", "//pubsub.googleapis.com/projects/p/topics/prediction");
    }
    if (random.nextInt(3) == 0) {
      String name = pick(List.copyOf(headers.keySet()), random);
      switch (random.nextInt(3)) {
        case 0 -> headers.remove(name);
        case 1 -> headers.put("Content-Type", pick(TYPES, random));
        default -> headers.put(name, pick(HEADER_VALUES, random));
      }
    }
    return headers;
  }

  private static <T> T pick(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
