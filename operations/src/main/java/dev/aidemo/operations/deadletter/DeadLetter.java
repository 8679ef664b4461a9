package dev.aidemo.operations.deadletter;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds a message that a function dead-lettered, or that its subscription did after too many
 * delivery attempts (https://cloud.google.com/pubsub/docs/handling-failures#dead_letter_topic). The
 * two describe the original message in attributes of different names.
 *
 * @param id the message id of the dead letter, the same at each pull
 * @param published when it was dead-lettered
 * @param data the original payload
 * @param attributes those of the original message and those that describe its end, by name
 */
public record DeadLetter(
    String id, Instant published, ByteString data, Map<String, String> attributes) {
  private static final String BY_FUNCTION = "dead-letter-";
  private static final String BY_SUBSCRIPTION = "CloudPubSubDeadLetterSource";

  /** The prefix of Pub/Sub's own attributes, which cannot be published. */
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

  /** Returns why it was dead-lettered, as far as its attributes tell. */
  public String reason() {
    return subscription()
        .map(name -> "too many attempts of subscription " + name.id())
        .or(() -> noted("reason"))
        .orElse("unknown, no attribute tells");
  }

  /** Returns the topic of the original message if a function dead-lettered it. */
  Optional<String> topic() {
    return noted("topic");
  }

  /**
   * Returns what a function noted. A letter that a subscription forwarded has none of these: they
   * would come from the publisher of the message, and could have it replayed to any topic.
   */
  private Optional<String> noted(String name) {
    return subscription().isPresent() ? Optional.empty() : attribute(BY_FUNCTION + name);
  }

  /**
   * Names a subscription.
   *
   * @param project its project, empty if unknown
   */
  record Source(String project, String id) {}

  /** Returns the subscription that dead-lettered it, if one did. */
  Optional<Source> subscription() {
    return attribute(BY_SUBSCRIPTION + "Subscription")
        .map(id -> new Source(attribute(BY_SUBSCRIPTION + "SubscriptionProject").orElse(""), id));
  }

  /** Returns how often the original message was delivered, if a subscription counted. */
  public Optional<String> attempts() {
    return attribute(BY_SUBSCRIPTION + "DeliveryCount");
  }

  /**
   * Returns the time of the event, as its function saw it at the first delivery: {@code ce-time},
   * but never later than when the original message was published.
   */
  public Instant firstSeen() {
    Instant first =
        noted("publish-time")
            .or(() -> attribute(BY_SUBSCRIPTION + "TopicPublishTime"))
            .flatMap(DeadLetter::instant)
            .orElse(published);
    return attribute(TIME).flatMap(DeadLetter::instant).filter(first::isAfter).orElse(first);
  }

  /**
   * Returns the original message, to be published again. It has the time of its first delivery, so
   * that whatever is made of it gets the same ids, and the same place in an order of time.
   */
  public PubsubMessage original() {
    Map<String, String> original = new TreeMap<>(attributes);
    original
        .keySet()
        .removeIf(
            name ->
                name.startsWith(BY_FUNCTION)
                    || name.startsWith(BY_SUBSCRIPTION)
                    || name.startsWith(RESERVED));
    Instant time = firstSeen();
    if (!attribute(TIME).flatMap(DeadLetter::instant).equals(Optional.of(time))) {
      original.put(TIME, time.toString());
    }
    return PubsubMessage.newBuilder().setData(data).putAllAttributes(original).build();
  }

  private Optional<String> attribute(String name) {
    return Optional.ofNullable(attributes.get(name)).filter(value -> !value.isBlank());
  }

  private static Optional<Instant> instant(String string) {
    try {
      return Optional.of(Instant.parse(string));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
