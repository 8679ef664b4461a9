package dev.aidemo.common.function;

import dev.aidemo.common.topic.Message;
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

  private static final String REASON = "dead-letter-reason";

  /** What the names of Pub/Sub's own attributes begin with; publishing them is refused. */
  private static final String RESERVED = "goog";

  private final PubSub pubSub;
  private final String origin;

  DeadLetters(PubSub pubSub, String origin) {
    this.pubSub = pubSub;
    this.origin = origin;
  }

  /**
   * Publishes the message and waits for the broker's answer; a failure is thrown. Where the message
   * is so large that the reason would not fit, the reason is cut, and then left out.
   */
  void keep(Event event, String reason) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("dead-letter-topic", origin);
    attributes.put("dead-letter-message-id", shorten(event.id(), LARGEST_VALUE));
    attributes.put("dead-letter-publish-time", event.published().toString());
    event.attributes().entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith(RESERVED) && !entry.getKey().equals(REASON))
        .limit(MOST_ATTRIBUTES - 1 - attributes.size())
        .forEach(entry -> attributes.putIfAbsent(entry.getKey(), entry.getValue()));
    attributes.put(REASON, "");
    var letter = new Message(event.kept(), attributes);
    String fitting = shorten(reason, Math.min(LARGEST_VALUE, Message.LARGEST - letter.size()));
    if (fitting.isEmpty()) {
      attributes.remove(REASON);
    } else {
      attributes.put(REASON, fitting);
    }
    pubSub.publish("dead-letter", letter);
  }

  private static String shorten(String text, int largest) {
    String shortened = text;
    while (!shortened.isEmpty() && shortened.getBytes(StandardCharsets.UTF_8).length > largest) {
      shortened = shortened.substring(0, shortened.length() * 9 / 10);
    }
    return shortened;
  }
}
