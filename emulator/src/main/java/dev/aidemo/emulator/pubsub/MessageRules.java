package dev.aidemo.emulator.pubsub;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;

/**
 * Checks what is published against Google's limits.
 *
 * @see <a href="https://cloud.google.com/pubsub/quotas#resource_limits">Pub/Sub resource limits</a>
 */
final class MessageRules {
  private static final int MAX_DATA_BYTES = 10_000_000;
  private static final int MAX_REQUEST_BYTES = 10 * 1024 * 1024;
  private static final int MAX_MESSAGES = 1000;
  private static final int MAX_ATTRIBUTES = 100;
  private static final int MAX_KEY_BYTES = 256;
  private static final int MAX_VALUE_BYTES = 1024;

  private MessageRules() {}

  static void check(PublishRequest request) {
    int count = request.getMessagesCount();
    if (count == 0) {
      throw Errors.invalidArgument(
          "The value for message_count is too small. Publish at least 1 message.");
    }
    requireAtMost("message_count", count, MAX_MESSAGES);
    request.getMessagesList().forEach(MessageRules::check);
    requireAtMost("request_size", request.getSerializedSize(), MAX_REQUEST_BYTES);
  }

  private static void check(PubsubMessage message) {
    if (message.getData().isEmpty() && message.getAttributesCount() == 0) {
      throw Errors.invalidArgument(
          "Some messages in the publish request are empty: one must contain"
              + " either a non-empty data field, or at least one attribute.");
    }
    if (!message.getOrderingKey().isEmpty()) {
      throw Errors.unimplemented("ordering keys");
    }
    requireAtMost("message_size", message.getData().size(), MAX_DATA_BYTES);
    requireAtMost("attribute_count", message.getAttributesCount(), MAX_ATTRIBUTES);
    message.getAttributesMap().forEach(MessageRules::check);
  }

  private static void check(String key, String value) {
    if (key.isEmpty()) {
      throw Errors.invalidArgument("An attribute key must not be empty.");
    }
    if (key.startsWith("goog")) {
      throw Errors.invalidArgument("The attribute key " + key + " must not begin with goog.");
    }
    requireAtMost("attribute_key_size", ByteString.copyFromUtf8(key).size(), MAX_KEY_BYTES);
    requireAtMost("attribute_value_size", ByteString.copyFromUtf8(value).size(), MAX_VALUE_BYTES);
  }

  private static void requireAtMost(String field, long value, long max) {
    if (value > max) {
      throw Errors.invalidArgument(
          "The value for "
              + field
              + " is too large. You passed "
              + value
              + " in the request, but the maximum value is "
              + max
              + ".");
    }
  }
}
