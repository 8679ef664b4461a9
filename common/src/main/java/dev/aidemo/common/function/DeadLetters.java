package dev.aidemo.common.function;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.aidemo.common.topic.PubSub;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps what cannot succeed in topic {@code dead-letter}, with the message's own attributes and
 * these: {@code dead-letter-reason}, {@code dead-letter-topic}, {@code dead-letter-message-id} and
 * {@code dead-letter-publish-time} of the original.
 */
final class DeadLetters {
  /** The documented limits: https://cloud.google.com/pubsub/quotas#resource_limits. */
  private static final int MOST_ATTRIBUTES = 100;

  private static final int LARGEST_VALUE = 1024;

  /** What the names of Pub/Sub's own attributes begin with; publishing them is refused. */
  private static final String RESERVED = "goog";

  private final PubSub pubSub;
  private final String origin;

  DeadLetters(PubSub pubSub, String origin) {
    this.pubSub = pubSub;
    this.origin = origin;
  }

  /** Publishes the message and waits for the broker's answer; a failure is thrown. */
  void keep(Event event, String reason) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("dead-letter-reason", shorten(reason));
    attributes.put("dead-letter-topic", origin);
    attributes.put("dead-letter-message-id", shorten(event.id()));
    attributes.put("dead-letter-publish-time", event.published().toString());
    event.attributes().entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith(RESERVED))
        .limit(MOST_ATTRIBUTES - attributes.size())
        .forEach(entry -> attributes.putIfAbsent(entry.getKey(), entry.getValue()));
    pubSub.publish(
        "dead-letter",
        PubsubMessage.newBuilder()
            .setData(ByteString.copyFrom(event.kept()))
            .putAllAttributes(attributes)
            .build());
  }

  private static String shorten(String text) {
    String shortened = text;
    while (shortened.getBytes(StandardCharsets.UTF_8).length > LARGEST_VALUE) {
      shortened = shortened.substring(0, shortened.length() * 9 / 10);
    }
    return shortened;
  }
}
