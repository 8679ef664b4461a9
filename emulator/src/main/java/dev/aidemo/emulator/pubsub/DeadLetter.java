package dev.aidemo.emulator.pubsub;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Makes the message that a dead-letter topic gets: the original, with its source in attributes.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/handling-failures#dead_letter_topic">Dead
 *     letter topics</a>
 */
final class DeadLetter {
  private static final String SOURCE = "CloudPubSubDeadLetterSource";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);

  private DeadLetter() {}

  static PubsubMessage of(PubsubMessage message, int attempts, Subscription subscription) {
    return PubsubMessage.newBuilder()
        .setData(message.getData())
        .putAllAttributes(message.getAttributesMap())
        .putAttributes(SOURCE + "DeliveryCount", Integer.toString(attempts))
        .putAttributes(SOURCE + "Subscription", ResourceNames.id(subscription.getName()))
        .putAttributes(
            SOURCE + "SubscriptionProject", ResourceNames.projectOf(subscription.getName()))
        .putAttributes(SOURCE + "TopicPublishTime", rfc3339(message.getPublishTime()))
        .build();
  }

  private static String rfc3339(Timestamp time) {
    return TIME.format(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
  }
}
