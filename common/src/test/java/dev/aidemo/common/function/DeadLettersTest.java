package dev.aidemo.common.function;

import static dev.aidemo.common.failure.PoisonAssertions.bytes;
import static dev.aidemo.common.function.SampleMessages.VALID;
import static dev.aidemo.common.function.SampleMessages.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.aidemo.common.function.RecordingBroker.Published;
import dev.aidemo.common.topic.PubSub;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private static final int MAX_BYTES = 10_000_000;
  private static final String REASON = "r".repeat(900);
  private static final Instant PUBLISHED = Instant.parse("2026-11-23T05:32:57.250Z");

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
  void haveTheAttributesOfTheOriginalAndFourMore() {
    Published letter = published(event(Map.of("ce-id", "7", "colour", "blue")), "not JSON");

    assertThat(letter.string()).isEqualTo(VALID);
    assertThat(letter.attributes())
        .isEqualTo(
            Map.of(
                "ce-id", "7",
                "colour", "blue",
                "dead-letter-reason", "not JSON",
                "dead-letter-topic", "feedback",
                "dead-letter-message-id", "message-1",
                "dead-letter-publish-time", PUBLISHED.toString()));
  }

  @Test
  void haveTheBytesOfTheOriginal() {
    byte[] data = {(byte) 0xFF, 0, (byte) 0xC0, 10};
    var original = new PubSubMessage(Base64.getEncoder().encodeToString(data), Map.of());

    assertThat(published(Event.of(original, FakeContext.now()), "not UTF-8").data())
        .containsExactly(data);
  }

  @Test
  void haveNoDataIfTheOriginalHasNone() {
    assertThat(published(Event.of(null, FakeContext.now()), "data is missing").data()).isEmpty();
  }

  @Test
  void overwriteTheReasonOfADeadLetterThatIsDeadLetteredAgain() {
    Map<String, String> attributes =
        Map.of("dead-letter-reason", "old", "dead-letter-topic", "training");

    assertThat(published(event(attributes), "new").attributes())
        .containsEntry("dead-letter-reason", "new")
        .containsEntry("dead-letter-topic", "feedback");
  }

  @Test
  void haveAsManyAttributesAsAMessageMayHave() {
    Map<String, String> attributes =
        IntStream.range(0, 100)
            .boxed()
            .collect(Collectors.toMap(i -> "attribute-" + i, i -> "value-" + i));

    assertThat(published(event(attributes), "not JSON").attributes())
        .hasSize(100)
        .containsKeys(
            "dead-letter-reason",
            "dead-letter-topic",
            "dead-letter-message-id",
            "dead-letter-publish-time");
  }

  @Test
  void leaveOutAttributesThatOnlyThePlatformMaySet() {
    var attributes = Map.of("googclient_schemaencoding", "JSON", "google", "x", "good", "y");

    assertThat(published(event(attributes), "not JSON").attributes())
        .containsEntry("good", "y")
        .doesNotContainKeys("googclient_schemaencoding", "google");
  }

  @Test
  void leaveOutWhatAPublisherSaysOfTheEndOfTheMessage() {
    var attributes =
        Map.of(
            "CloudPubSubDeadLetterSourceSubscription", "training-to-db",
            "CloudPubSubDeadLetterSourceDeliveryCount", "1",
            "dead-letter-topic", "model",
            "dead-letter-publish-time", "1970-01-01T00:00:00Z",
            "dead-letter-anything", "x");

    assertThat(published(event(attributes), "not JSON").attributes())
        .containsOnlyKeys(
            "dead-letter-reason",
            "dead-letter-topic",
            "dead-letter-message-id",
            "dead-letter-publish-time")
        .containsEntry("dead-letter-topic", "feedback")
        .containsEntry("dead-letter-publish-time", PUBLISHED.toString());
  }

  @Test
  void shortenAReasonThatIsLargerThanAnAttributeMayBe() {
    String reason = published(event(Map.of()), "x" + "€💶".repeat(500)).reason();

    assertThat(bytes(reason)).hasSizeBetween(900, 1024);
    assertThat(reason).startsWith("x€💶€💶").matches("x(€💶)+€?");
  }

  @Test
  void keepAReasonThatJustFits() {
    String reason = "€".repeat(341) + "x";

    assertThat(published(event(Map.of()), reason).reason()).isEqualTo(reason);
  }

  @Test
  void replaceHalfACharacterInTheReason() {
    assertThat(published(event(Map.of()), "got \ud83d-8c0e").reason()).isEqualTo("got ?-8c0e");
  }

  @Test
  void keepTheWholeReasonIfALargeMessageLeavesRoomForIt() {
    assertThat(large(MAX_BYTES - 1_200).reason()).isEqualTo(REASON);
  }

  @Test
  void shortenTheReasonToTheRoomThatALargeMessageLeaves() {
    Published letter = large(MAX_BYTES - 600);

    assertThat(letter.reason()).matches("r{100,500}");
    assertThat(letter.attributes()).containsEntry("colour", "blue");
    assertThat(size(letter)).isBetween(MAX_BYTES - 60, MAX_BYTES);
  }

  @Test
  void leaveOutTheReasonIfALargeMessageLeavesNoRoom() {
    Published letter = large(MAX_BYTES - 155);

    assertThat(letter.attributes())
        .containsOnlyKeys(
            "colour", "dead-letter-topic", "dead-letter-message-id", "dead-letter-publish-time");
    assertThat(size(letter)).isLessThanOrEqualTo(MAX_BYTES);
  }

  private Published large(int bytes) {
    var event =
        new Event(
            "1",
            Instant.EPOCH,
            Instant.EPOCH,
            Map.of("colour", "blue"),
            Base64.getEncoder().encodeToString(new byte[bytes]));
    Published letter = published(event, REASON);
    assertThat(letter.data()).hasSize(bytes);
    return letter;
  }

  private static Event event(Map<String, String> attributes) {
    return Event.of(message(VALID, attributes), FakeContext.at(PUBLISHED));
  }

  private Published published(Event event, String reason) {
    new DeadLetters(new PubSub(broker.environment(Map.of())), "feedback").publish(event, reason);
    return broker.only();
  }

  private static int size(Published letter) {
    return PubsubMessage.newBuilder()
        .setData(ByteString.copyFrom(letter.data()))
        .putAllAttributes(letter.attributes())
        .build()
        .getSerializedSize();
  }
}
