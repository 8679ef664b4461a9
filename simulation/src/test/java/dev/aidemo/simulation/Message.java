package dev.aidemo.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * A message as it was published.
 *
 * @param id the broker's
 */
record Message(
    String id, String topic, byte[] data, Map<String, String> attributes, Instant published) {
  String text() {
    return new String(data, StandardCharsets.UTF_8);
  }
}
