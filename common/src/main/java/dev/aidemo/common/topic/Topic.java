package dev.aidemo.common.topic;

import com.google.protobuf.UnsafeByteOperations;
import com.google.pubsub.v1.PubsubMessage;
import dev.aidemo.common.message.PoisonMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A topic to publish to. Each message is a CloudEvent 1.0 in binary mode
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md),
 * whose id is derived from its time and content: a message that is published again is the same
 * event.
 */
public final class Topic {
  /** What one message may hold: https://cloud.google.com/pubsub/quotas#resource_limits. */
  private static final int LARGEST_MESSAGE = 10_000_000;

  private final PubSub pubSub;
  private final String name;
  private final String id;

  /**
   * A topic of the contract.
   *
   * @param name the name in the contract, from which the event type is made
   * @param id the topic's id in the project, mostly the same
   */
  public Topic(PubSub pubSub, String name, String id) {
    this.pubSub = pubSub;
    this.name = name;
    this.id = id;
  }

  /**
   * Publishes a payload and waits for the broker's answer.
   *
   * @param time when what the event tells happened
   * @throws PoisonMessageException if the message is larger than Pub/Sub takes
   * @throws com.google.api.gax.rpc.ApiException if the broker refuses it or does not answer within
   *     25 seconds; publishing again is harmless
   */
  public void publish(byte[] payload, Instant time) {
    PubsubMessage message =
        PubsubMessage.newBuilder()
            .setData(UnsafeByteOperations.unsafeWrap(payload))
            .putAttributes("ce-specversion", "1.0")
            .putAttributes("ce-id", eventId(payload, time).toString())
            .putAttributes("ce-source", "/projects/" + pubSub.project() + "/topics/" + id)
            .putAttributes("ce-type", "dev.aidemo." + name + ".v1")
            .putAttributes("ce-time", time.toString())
            .putAttributes("content-type", "application/json")
            .build();
    int size = message.getSerializedSize();
    if (size > LARGEST_MESSAGE) {
      throw new PoisonMessageException(
          "message for topic " + id,
          "must have at most " + LARGEST_MESSAGE + " bytes, send fewer subjects",
          size + " bytes");
    }
    pubSub.publish(id, message);
  }

  private UUID eventId(byte[] payload, Instant time) {
    byte[] head = (name + "|" + time + "|").getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(
        ByteBuffer.allocate(head.length + payload.length).put(head).put(payload).array());
  }
}
