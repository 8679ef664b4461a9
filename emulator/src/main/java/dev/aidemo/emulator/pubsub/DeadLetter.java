package dev.aidemo.emulator.pubsub;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A message as it is forwarded to a dead-letter topic: with where it came from in its attributes.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/handling-failures#dead_letter_topic">Dead
 *     letter topics</a>
 */
final class DeadLetter {
  private static final String PREFIX = "CloudPubSubDeadLetterSource";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);

  private DeadLetter() {}

  static PubsubMessage of(PubsubMessage message, int attempts, Subscription subscription) {
    return PubsubMessage.newBuilder()
        .setData(message.getData())
        .putAllAttributes(message.getAttributesMap())
        .putAttributes(PREFIX + "DeliveryCount", Integer.toString(attempts))
        .putAttributes(PREFIX + "Subscription", ResourceNames.last(subscription.getName()))
        .putAttributes(
            PREFIX + "SubscriptionProject", ResourceNames.projectOf(subscription.getName()))
        .putAttributes(PREFIX + "TopicPublishTime", text(message.getPublishTime()))
        .build();
  }

  private static String text(Timestamp time) {
    return TIME.format(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
  }
}
