package dev.aidemo.common.topic;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Holds what is published: a payload and attributes. */
public final class Message {
  /** Limit of Pub/Sub: https://cloud.google.com/pubsub/quotas#resource_limits. */
  public static final int MAX_BYTES = 10_000_000;

  /** In protobuf, a field has at most this many bytes besides its content: a tag and a length. */
  private static final int FIELD_OVERHEAD = 5;

  /** An attribute is a field of two fields, all of them short. */
  private static final int ATTRIBUTE_OVERHEAD = 9;

  private final byte[] data;
  private final Map<String, String> attributes;

  /**
   * Takes both without copying them, because a function has little memory for a large message.
   *
   * @param data the payload
   * @param attributes values by name
   */
  public Message(byte[] data, Map<String, String> attributes) {
    this.data = data;
    this.attributes = attributes;
  }

  byte[] data() {
    return data;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  /** Returns the size as Pub/Sub counts it, in protobuf, at most a few bytes too high. */
  public int size() {
    return FIELD_OVERHEAD
        + data.length
        + attributes.entrySet().stream()
            .mapToInt(entry -> ATTRIBUTE_OVERHEAD + bytes(entry.getKey()) + bytes(entry.getValue()))
            .sum();
  }

  private static int bytes(String string) {
    return string.getBytes(StandardCharsets.UTF_8).length;
  }
}
