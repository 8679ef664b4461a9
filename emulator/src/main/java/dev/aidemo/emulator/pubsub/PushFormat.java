package dev.aidemo.emulator.pubsub;

import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Builds the HTTP requests that deliver messages, in one of two forms. */
enum PushFormat {
  /**
   * A binary CloudEvent, as Eventarc delivers it to a function.
   *
   * @see <a href="https://cloud.google.com/eventarc/docs/cloudevents">Eventarc event format</a>
   * @see <a href="https://cloud.google.com/pubsub/docs/push#receive_push">Receive push messages</a>
   */
  EVENTARC {
    @Override
    void addHeaders(RequestHeadersBuilder headers, Subscription subscription, Delivery delivery) {
      PubsubMessage message = delivery.message();
      headers
          .add("ce-id", message.getMessageId())
          .add("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
          .add("ce-source", "//pubsub.googleapis.com/" + subscription.getTopic())
          .add("ce-specversion", "1.0")
          .add("ce-time", Timestamps.toString(message.getPublishTime()));
    }

    @Override
    void addFields(JsonObject json, PubsubMessage message) {
      String time = Timestamps.toString(message.getPublishTime());
      json.addProperty("messageId", message.getMessageId());
      json.addProperty("message_id", message.getMessageId());
      json.addProperty("publishTime", time);
      json.addProperty("publish_time", time);
    }
  },

  /**
   * Plain JSON without a publish time, as Google's own Pub/Sub emulator pushes it.
   *
   * @see <a href="https://cloud.google.com/pubsub/docs/emulator">Testing apps locally with the
   *     emulator</a>
   */
  EMULATOR {
    @Override
    void addHeaders(RequestHeadersBuilder headers, Subscription subscription, Delivery delivery) {
      // Google's emulator sets none.
    }

    @Override
    void addFields(JsonObject json, PubsubMessage message) {
      json.addProperty("messageId", message.getMessageId());
    }
  };

  abstract void addHeaders(
      RequestHeadersBuilder headers, Subscription subscription, Delivery delivery);

  abstract void addFields(JsonObject json, PubsubMessage message);

  /** Builds the request that delivers the message to the path. */
  HttpRequest request(String path, Subscription subscription, Delivery delivery) {
    RequestHeadersBuilder headers =
        RequestHeaders.builder(HttpMethod.POST, path).contentType(MediaType.JSON);
    addHeaders(headers, subscription, delivery);
    return HttpRequest.of(headers.build(), HttpData.wrap(body(subscription, delivery)));
  }

  private byte[] body(Subscription subscription, Delivery delivery) {
    PubsubMessage message = delivery.message();
    JsonObject attributes = new JsonObject();
    message.getAttributesMap().forEach(attributes::addProperty);
    JsonObject fields = new JsonObject();
    fields.add("attributes", attributes);
    addFields(fields, message);
    JsonObject outer = new JsonObject();
    outer.addProperty("subscription", subscription.getName());
    if (subscription.hasDeadLetterPolicy()) {
      outer.addProperty("deliveryAttempt", delivery.attempt());
    }
    // Data may be 13 MB of base64, so it is copied once and never becomes a JSON tree.
    byte[] data = Base64.getEncoder().encode(message.getData().toByteArray());
    return ByteString.copyFromUtf8("{\"message\":{\"data\":\"")
        .concat(UnsafeByteOperations.unsafeWrap(data))
        .concat(
            ByteString.copyFrom(
                "\"," + inner(fields) + "}," + inner(outer) + "}", StandardCharsets.UTF_8))
        .toByteArray();
  }

  private static String inner(JsonObject json) {
    String object = json.toString();
    return object.substring(1, object.length() - 1);
  }
}
