package dev.aidemo.operations.deadletter;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.aidemo.common.topic.Message;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A message that a function found poisonous and kept, or one that its subscription forwarded after
 * too many attempts (https://cloud.google.com/pubsub/docs/handling-failures#dead_letter_topic). The
 * two tell where they come from by attributes of different names.
 *
 * @param id that of the dead letter, the same at each pull
 * @param published when it became a dead letter
 * @param data the original payload
 * @param attributes those of the original message and those that tell of its end, by name
 */
public record DeadLetter(
    String id, Instant published, ByteString data, Map<String, String> attributes) {
  private static final String KEPT = "dead-letter-";
  private static final String FORWARDED = "CloudPubSubDeadLetterSource";

  /** What the names of Pub/Sub's own attributes begin with; publishing them is refused. */
  private static final String RESERVED = "goog";

  private static final String TIME = "ce-time";

  static DeadLetter of(PubsubMessage message) {
    return new DeadLetter(
        message.getMessageId(),
        Instant.ofEpochSecond(
            message.getPublishTime().getSeconds(), message.getPublishTime().getNanos()),
        message.getData(),
        new TreeMap<>(message.getAttributesMap()));
  }

  /** Why it is dead, as far as its attributes say. */
  public String reason() {
    return attribute(KEPT + "reason")
        .or(
            () ->
                subscription()
                    .map(name -> "delivered in vain, too often for subscription " + name.id()))
        .orElse("its attributes do not say");
  }

  /** The topic that it was first published to, where a function kept it. */
  Optional<String> topic() {
    return attribute(KEPT + "topic");
  }

  /**
   * A subscription.
   *
   * @param project that of the subscription, empty where it is not told
   */
  record Source(String project, String id) {}

  /** The subscription that gave it up, where one did. */
  Optional<Source> subscription() {
    return attribute(FORWARDED + "Subscription")
        .map(id -> new Source(attribute(FORWARDED + "SubscriptionProject").orElse(""), id));
  }

  /** How often it was delivered, where the platform tells it. */
  public Optional<String> attempt() {
    return attribute(FORWARDED + "DeliveryCount");
  }

  /**
   * When what the message tells happened, as its function saw it at the first delivery: {@code
   * ce-time}, but never later than the first publishing.
   */
  public Instant firstSeen() {
    Instant first =
        attribute(KEPT + "publish-time")
            .or(() -> attribute(FORWARDED + "TopicPublishTime"))
            .flatMap(DeadLetter::instant)
            .orElse(published);
    return attribute(TIME).flatMap(DeadLetter::instant).filter(first::isAfter).orElse(first);
  }

  /**
   * The original message, to be published again. Its time is that of the first delivery, so that
   * what is made of it has the same ids and the same place among others.
   */
  Message original() {
    Map<String, String> kept = new TreeMap<>(attributes);
    kept.keySet()
        .removeIf(
            name ->
                name.startsWith(KEPT) || name.startsWith(FORWARDED) || name.startsWith(RESERVED));
    Instant time = firstSeen();
    if (!attribute(TIME).flatMap(DeadLetter::instant).equals(Optional.of(time))) {
      kept.put(TIME, time.toString());
    }
    return new Message(data.toByteArray(), kept);
  }

  private Optional<String> attribute(String name) {
    return Optional.ofNullable(attributes.get(name)).filter(value -> !value.isBlank());
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
