package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import org.junit.jupiter.api.Test;

class PushFormatTest {
  private static final Subscription SUBSCRIPTION =
      Subscription.newBuilder()
          .setName("projects/p/subscriptions/s")
          .setTopic("projects/p/topics/t")
          .build();
  private static final Delivery DELIVERY =
      new Delivery(
          "ack",
          PubsubMessage.newBuilder()
              .setData(ByteString.copyFromUtf8("{\"batch_id\":1}"))
              .putAttributes("quoted", "a \"b\" ü")
              .setMessageId("17")
              .setPublishTime(Timestamps.fromMillis(1_700_000_000_123L))
              .build(),
          3);

  private static AggregatedHttpRequest request(PushFormat format, Subscription subscription) {
    return format.request("/path?q=1", subscription, DELIVERY).aggregate().join();
  }

  @Test
  void eventarcPushesABinaryCloudEvent() {
    var request = request(PushFormat.EVENTARC, SUBSCRIPTION);

    assertThat(request.path()).isEqualTo("/path?q=1");
    assertThat(request.headers().get("content-type")).isEqualTo("application/json");
    assertThat(request.headers().get("ce-id")).isEqualTo("17");
    assertThat(request.headers().get("ce-type"))
        .isEqualTo("google.cloud.pubsub.topic.v1.messagePublished");
    assertThat(request.headers().get("ce-source"))
        .isEqualTo("//pubsub.googleapis.com/projects/p/topics/t");
    assertThat(request.headers().get("ce-specversion")).isEqualTo("1.0");
    assertThat(request.headers().get("ce-time")).isEqualTo("2023-11-14T22:13:20.123Z");
    assertThat(JsonParser.parseString(request.contentUtf8()))
        .isEqualTo(
            JsonParser.parseString(
                """
                {
                  "message": {
                    "data": "eyJiYXRjaF9pZCI6MX0=",
                    "attributes": {"quoted": "a \\"b\\" ü"},
                    "messageId": "17",
                    "message_id": "17",
                    "publishTime": "2023-11-14T22:13:20.123Z",
                    "publish_time": "2023-11-14T22:13:20.123Z"
                  },
                  "subscription": "projects/p/subscriptions/s"
                }"""));
  }

  @Test
  void emulatorPushesPlainJsonWithoutATime() {
    var request = request(PushFormat.EMULATOR, SUBSCRIPTION);

    assertThat(request.headers().names().toString()).doesNotContain("ce-");
    assertThat(JsonParser.parseString(request.contentUtf8()))
        .isEqualTo(
            JsonParser.parseString(
                """
                {
                  "subscription": "projects/p/subscriptions/s",
                  "message": {
                    "data": "eyJiYXRjaF9pZCI6MX0=",
                    "messageId": "17",
                    "attributes": {"quoted": "a \\"b\\" ü"}
                  }
                }"""));
  }

  @Test
  void tellsTheAttemptOnlyWithADeadLetterPolicy() {
    var withPolicy =
        SUBSCRIPTION.toBuilder().setDeadLetterPolicy(DeadLetterPolicy.getDefaultInstance()).build();

    assertThat(request(PushFormat.EVENTARC, withPolicy).contentUtf8())
        .contains("\"deliveryAttempt\":3");
    assertThat(request(PushFormat.EVENTARC, SUBSCRIPTION).contentUtf8())
        .doesNotContain("deliveryAttempt");
  }
}
