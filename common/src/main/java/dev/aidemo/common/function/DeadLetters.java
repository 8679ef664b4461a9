package dev.aidemo.common.function;

import dev.aidemo.common.topic.Message;
import dev.aidemo.common.topic.PubSub;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Publishes messages that cannot succeed to topic {@code dead-letter}, with their own attributes
 * and these of the original: {@code dead-letter-reason}, {@code dead-letter-topic}, {@code
 * dead-letter-message-id} and {@code dead-letter-publish-time}.
 */
final class DeadLetters {
  /** Limits of Pub/Sub: https://cloud.google.com/pubsub/quotas#resource_limits. */
  private static final int MAX_ATTRIBUTES = 100;

  private static final int MAX_VALUE_BYTES = 1024;

  private static final String REASON = "dead-letter-reason";

  /**
   * Pub/Sub's own attributes begin with these. It does not let others publish the first kind; the
   * second tells which subscription forwarded a dead letter, and only what Pub/Sub itself says of
   * that can be trusted. The third is ours.
   */
  private static final List<String> RESERVED_PREFIXES =
      List.of("goog", "CloudPubSubDeadLetter", "dead-letter-");

  private final PubSub pubSub;
  private final String origin;

  DeadLetters(PubSub pubSub, String origin) {
    this.pubSub = pubSub;
    this.origin = origin;
  }

  /**
   * Publishes the message and waits for the broker's answer; a failure is thrown. If the message is
   * so large that the reason does not fit, the reason is shortened, or left out.
   */
  void publish(Event event, String reason) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("dead-letter-topic", origin);
    attributes.put("dead-letter-message-id", shorten(event.id(), MAX_VALUE_BYTES));
    attributes.put("dead-letter-publish-time", event.published().toString());
    event.attributes().entrySet().stream()
        .filter(entry -> RESERVED_PREFIXES.stream().noneMatch(entry.getKey()::startsWith))
        .limit(MAX_ATTRIBUTES - 1 - attributes.size())
        .forEach(entry -> attributes.put(entry.getKey(), entry.getValue()));
    attributes.put(REASON, "");
    var letter = new Message(event.dataOrBase64(), attributes);
    String fitting = shorten(reason, Math.min(MAX_VALUE_BYTES, Message.MAX_BYTES - letter.size()));
    if (fitting.isEmpty()) {
      attributes.remove(REASON);
    } else {
      attributes.put(REASON, fitting);
    }
    pubSub.publish("dead-letter", letter);
  }

  private static String shorten(String string, int maxBytes) {
    String shortened = string;
    while (!shortened.isEmpty() && shortened.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      shortened = shortened.substring(0, shortened.length() * 9 / 10);
    }
    return shortened;
  }
}
