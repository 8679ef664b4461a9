package dev.aidemo.common.topic;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is published. */
public final class Message {
  /** What one message may hold: https://cloud.google.com/pubsub/quotas#resource_limits. */
  public static final int LARGEST = 10_000_000;

  /** By how much a field is larger than its bytes, at most: a tag, and a length. */
  private static final int FIELD = 5;

  /** An attribute is a field of two fields, all of them short. */
  private static final int ATTRIBUTE = 9;

  private final byte[] data;
  private final Map<String, String> attributes;

  /**
   * A message. Neither is copied: a function has little memory, and a message may be large.
   *
   * @param data the payload
   * @param attributes text by name
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

  /** The size in bytes as Pub/Sub's limit counts it, in protobuf; up to a few bytes too much. */
  public int size() {
    return FIELD
        + data.length
        + attributes.entrySet().stream()
            .mapToInt(entry -> ATTRIBUTE + bytes(entry.getKey()) + bytes(entry.getValue()))
            .sum();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
