package dev.aidemo.common.topic;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.failure.PoisonMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Publishes payloads to one topic. Each message is a CloudEvent 1.0 in binary mode
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md),
 * whose id is derived from its time and content, so that a message that is published again is the
 * same event.
 */
public final class Topic {
  private final PubSub pubSub;
  private final String name;
  private final String id;

  /**
   * Names a topic of the contract.
   *
   * @param name the name in the contract, from which the event type is made
   * @param id the topic's id in the project, usually the same
   */
  public Topic(PubSub pubSub, String name, String id) {
    this.pubSub = pubSub;
    this.name = name;
    this.id = id;
  }

  /** Names the topic that a function publishes to: {@code TOPIC_ID}, or {@code name} without it. */
  public static Topic of(PubSub pubSub, String name, Environment environment) {
    return new Topic(pubSub, name, environment.optionalString("TOPIC_ID").orElse(name));
  }

  /**
   * Makes the client ready for the first call.
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
   * @throws PoisonMessageException if the message is larger than Pub/Sub allows
   * @throws dev.aidemo.common.google.GoogleException if the broker rejects it or does not answer
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
    if (size > Message.MAX_BYTES) {
      throw new PoisonMessageException(
          "message for topic " + id,
          "must have at most " + Message.MAX_BYTES + " bytes, send fewer subjects",
          size + " bytes");
    }
    pubSub.publish(id, message);
  }

  /** Computes {@link UUID#nameUUIDFromBytes} of a name and the payload, without copying either. */
  private UUID eventId(byte[] payload, Instant time) {
    MessageDigest digest = md5();
    digest.update((name + "|" + time + "|").getBytes(StandardCharsets.UTF_8));
    digest.update(payload);
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long most = (hash.getLong() & ~0xf000L) | 0x3000L;
    long least = (hash.getLong() & ~(3L << 62)) | (2L << 62);
    return new UUID(most, least);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
