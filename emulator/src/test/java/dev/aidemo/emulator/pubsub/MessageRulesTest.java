package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageRulesTest {
  private static PublishRequest request(PubsubMessage.Builder... messages) {
    PublishRequest.Builder request = PublishRequest.newBuilder();
    for (PubsubMessage.Builder message : messages) {
      request.addMessages(message);
    }
    return request.build();
  }

  private static PubsubMessage.Builder data(int size) {
    return PubsubMessage.newBuilder().setData(ByteString.copyFrom(new byte[size]));
  }

  private static void refused(PublishRequest request, String message) {
    assertThatThrownBy(() -> MessageRules.check(request)).hasMessageContaining(message);
  }

  @Test
  void allowsTenMillionBytesOfDataAndNotOneMore() {
    assertThatCode(() -> MessageRules.check(request(data(10_000_000)))).doesNotThrowAnyException();
    refused(
        request(data(10_000_001)),
        "INVALID_ARGUMENT: The value for message_size is too large."
            + " You passed 10000001 in the request, but the maximum value is 10000000.");
  }

  @Test
  void refusesMoreThanTenMebibytesInOneRequest() {
    refused(request(data(6_000_000), data(6_000_000)), "request_size");
  }

  @Test
  void refusesNoMessageAndMoreThanAThousand() {
    refused(request(), "message_count");
    PublishRequest tooMany =
        PublishRequest.newBuilder()
            .addAllMessages(Collections.nCopies(1001, data(1).build()))
            .build();
    refused(tooMany, "message_count");
  }

  @Test
  void refusesAMessageWithNeitherDataNorAttributes() {
    refused(request(PubsubMessage.newBuilder()), "non-empty data field");
    assertThatCode(
            () -> MessageRules.check(request(PubsubMessage.newBuilder().putAttributes("a", ""))))
        .doesNotThrowAnyException();
  }

  @Test
  void measuresAttributesInBytes() {
    assertThatCode(() -> MessageRules.check(request(data(1).putAttributes("ü".repeat(128), "v"))))
        .doesNotThrowAnyException();
    refused(request(data(1).putAttributes("ü".repeat(129), "v")), "attribute_key_size");
    refused(request(data(1).putAttributes("k", "ü".repeat(513))), "attribute_value_size");
    refused(request(data(1).putAttributes("", "v")), "must not be empty");
    refused(request(data(1).putAttributes("googclient", "v")), "must not begin with goog");
  }

  @Test
  void refusesMoreThanAHundredAttributes() {
    var attributes =
        IntStream.range(0, 101).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    refused(request(data(1).putAllAttributes(attributes)), "attribute_count");
  }

  @Test
  void saysThatThereAreNoOrderingKeys() {
    refused(request(data(1).setOrderingKey("k")), "UNIMPLEMENTED");
  }
}
