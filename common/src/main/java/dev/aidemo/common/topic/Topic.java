package dev.aidemo.common.topic;

import dev.aidemo.common.message.PoisonMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A topic to publish to. Each message is a CloudEvent 1.0 in binary mode
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md),
 * whose id is derived from its time and content: a message that is published again is the same
 * event.
 */
public final class Topic {
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
   * Makes the client ready.
   *
   * @throws dev.aidemo.common.google.GoogleException if there are no credentials
   */
  public void connect() {
    pubSub.connect();
  }

  /**
   * Publishes a payload and waits for the broker's answer.
   *
   * @param time when what the event tells happened
   * @throws PoisonMessageException if the message is larger than Pub/Sub takes
   * @throws dev.aidemo.common.google.GoogleException if the broker refuses it or does not answer
   *     within 25 seconds; publishing again is harmless
   */
  public void publish(byte[] payload, Instant time) {
    var message =
        new Message(
            payload,
            Map.of(
                "ce-specversion",
                "1.0",
                "ce-id",
                eventId(payload, time).toString(),
                "ce-source",
                "/projects/" + pubSub.project() + "/topics/" + id,
                "ce-type",
                "dev.aidemo." + name + ".v1",
                "ce-time",
                time.toString(),
                "content-type",
                "application/json"));
    int size = message.size();
    if (size > Message.LARGEST) {
      throw new PoisonMessageException(
          "message for topic " + id,
          "must have at most " + Message.LARGEST + " bytes, send fewer subjects",
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
