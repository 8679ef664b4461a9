package dev.aidemo.emulator.pubsub;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;

/**
 * What may be published.
 *
 * @see <a href="https://cloud.google.com/pubsub/quotas#resource_limits">Pub/Sub resource limits</a>
 */
final class MessageRules {
  static final int MAX_DATA = 10_000_000;
  static final int MAX_REQUEST = 10 * 1024 * 1024;
  static final int MAX_MESSAGES = 1000;
  static final int MAX_ATTRIBUTES = 100;
  static final int MAX_KEY = 256;
  static final int MAX_VALUE = 1024;

  private MessageRules() {}

  static void check(PublishRequest request) {
    int count = request.getMessagesCount();
    if (count == 0) {
      throw Errors.invalidArgument(
          "The value for message_count is too small. Publish at least 1 message.");
    }
    atMost("message_count", count, MAX_MESSAGES);
    request.getMessagesList().forEach(MessageRules::check);
    atMost("request_size", request.getSerializedSize(), MAX_REQUEST);
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
    atMost("message_size", message.getData().size(), MAX_DATA);
    atMost("attribute_count", message.getAttributesCount(), MAX_ATTRIBUTES);
    message.getAttributesMap().forEach(MessageRules::check);
  }

  private static void check(String key, String value) {
    if (key.isEmpty()) {
      throw Errors.invalidArgument("An attribute key must not be empty.");
    }
    if (key.startsWith("goog")) {
      throw Errors.invalidArgument("The attribute key " + key + " must not begin with goog.");
    }
    atMost("attribute_key_size", ByteString.copyFromUtf8(key).size(), MAX_KEY);
    atMost("attribute_value_size", ByteString.copyFromUtf8(value).size(), MAX_VALUE);
  }

  private static void atMost(String what, long value, long maximum) {
    if (value > maximum) {
      throw Errors.invalidArgument(
          "The value for "
              + what
              + " is too large. You passed "
              + value
              + " in the request, but the maximum value is "
              + maximum
              + ".");
    }
  }
}
