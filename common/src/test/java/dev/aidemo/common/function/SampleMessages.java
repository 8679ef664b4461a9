package dev.aidemo.common.function;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Makes messages of topic {@code feedback}. */
final class SampleMessages {
  static final String VALID =
      """
      {"batch_id": "6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11", "subjects": ["one"], "ratings": [1]}
      """;
  static final String POISON = VALID.replace("[1]", "[\"topsecret\"]");

  /** The rule that {@link #POISON} breaks. */
  static final String RULE = "ratings[0] must be 1 or 0";

  private SampleMessages() {}

  static PubSubMessage message(String payload) {
    return message(payload, Map.of());
  }

  static PubSubMessage message(String payload, Map<String, String> attributes) {
    byte[] data = payload.getBytes(StandardCharsets.UTF_8);
    return new PubSubMessage(Base64.getEncoder().encodeToString(data), attributes);
  }
}
