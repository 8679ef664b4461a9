package dev.aidemo.common.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.aidemo.common.topic.PubSub;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that are nearly as large as Pub/Sub takes them. */
class DeadLettersTest {
  private static final int LARGEST = 10_000_000;
  private static final String REASON = "r".repeat(900);

  private RecordingBroker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new RecordingBroker();
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void keepsTheWholeReasonWhereItFits() {
    assertThat(kept(LARGEST - 1_200).reason()).isEqualTo(REASON);
  }

  @Test
  void cutsTheReasonToWhatFits() {
    RecordingBroker.Published letter = kept(LARGEST - 600);

    assertThat(letter.reason()).matches("r{100,500}");
    assertThat(letter.attributes()).containsEntry("colour", "blue");
    assertThat(size(letter)).isBetween(LARGEST - 60, LARGEST);
  }

  @Test
  void leavesOutTheReasonWhereThereIsNoRoom() {
    RecordingBroker.Published letter = kept(LARGEST - 155);

    assertThat(letter.attributes())
        .containsOnlyKeys(
            "colour", "dead-letter-topic", "dead-letter-message-id", "dead-letter-publish-time");
    assertThat(size(letter)).isLessThanOrEqualTo(LARGEST);
  }

  private RecordingBroker.Published kept(int bytes) {
    var event =
        new Event(
            "1",
            Instant.EPOCH,
            Instant.EPOCH,
            Map.of("colour", "blue"),
            Base64.getEncoder().encodeToString(new byte[bytes]));
    new DeadLetters(new PubSub(broker.environment(Map.of())), "request").publish(event, REASON);
    assertThat(broker.only().data()).hasSize(bytes);
    return broker.only();
  }

  private static int size(RecordingBroker.Published letter) {
    return PubsubMessage.newBuilder()
        .setData(ByteString.copyFrom(letter.data()))
        .putAllAttributes(letter.attributes())
        .build()
        .getSerializedSize();
  }
}
