package dev.aidemo.common.topic;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TopicIT {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final Map<String, String> variables = Services.environment();
  private final PubSub pubSub = new PubSub(Environment.of(variables));
  private final Topic predictions = new Topic(pubSub, "prediction", "prediction");

  @Test
  void publishesACloudEventInBinaryMode() {
    Inbox inbox = Inbox.of("prediction", variables);

    predictions.publish(bytes("{\"a\":1}"), NOON);

    List<Inbox.Message> messages = inbox.drain();
    assertThat(messages).hasSize(1);
    assertThat(messages.get(0).data()).isEqualTo("{\"a\":1}");
    assertThat(messages.get(0).attributes())
        .containsEntry("ce-specversion", "1.0")
        .containsEntry("ce-type", "dev.aidemo.prediction.v1")
        .containsEntry(
            "ce-source", "/projects/" + variables.get("PROJECT_ID") + "/topics/prediction")
        .containsEntry("ce-time", "2026-11-23T12:00:00Z")
        .containsEntry("content-type", "application/json")
        .containsKey("ce-id");
  }

  @Test
  void givesTheSameEventTheSameIdAndAnotherEventAnother() {
    Inbox inbox = Inbox.of("prediction", variables);

    predictions.publish(bytes("{\"a\":1}"), NOON);
    predictions.publish(bytes("{\"a\":1}"), NOON);
    predictions.publish(bytes("{\"a\":2}"), NOON);
    predictions.publish(bytes("{\"a\":1}"), NOON.plusMillis(1));

    List<String> ids = inbox.drain().stream().map(m -> m.attributes().get("ce-id")).toList();
    assertThat(ids).hasSize(4);
    assertThat(ids.stream().distinct()).hasSize(3);
  }

  /** Subscribers rely on the id; it must not change with the way in which it is computed. */
  @Test
  void derivesTheIdFromNameTimeAndPayload() {
    Inbox inbox = Inbox.of("prediction", variables);
    var random = new Random(1);
    List<String> expected = new ArrayList<>();

    for (int length = 0; length < 70; length++) {
      String payload =
          random.ints(length, 'a', 'z').mapToObj(Character::toString).collect(joining());
      Instant time = NOON.plusNanos(random.nextInt());
      predictions.publish(bytes(payload), time);
      expected.add(UUID.nameUUIDFromBytes(bytes("prediction|" + time + "|" + payload)).toString());
    }

    assertThat(inbox.drain())
        .extracting(message -> message.attributes().get("ce-id"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void treatsAMessageThatIsTooLargeForPubSubAsPoison() {
    assertThatThrownBy(() -> predictions.publish(new byte[10_000_000], NOON))
        .isInstanceOf(PoisonMessageException.class)
        .hasMessage(
            "message for topic prediction must have at most 10000000 bytes, send fewer subjects");
  }

  @Test
  void publishesAMessageJustBelowTheLimit() {
    Inbox inbox = Inbox.of("prediction", variables);

    predictions.publish(new byte[9_999_000], NOON);

    assertThat(inbox.drain()).hasSize(1);
  }

  @Test
  void throwsIfTheBrokerRejectsTheMessage() {
    var missing = new Topic(pubSub, "prediction", "no-such-topic");

    assertThatThrownBy(() -> missing.publish(bytes("{}"), NOON))
        .isInstanceOf(GoogleException.class);
  }

  @Test
  void failsInBoundedTimeIfNobodyListens() {
    Map<String, String> unreachable = new HashMap<>(variables);
    unreachable.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:1");
    var topic = new Topic(new PubSub(Environment.of(unreachable)), "prediction", "prediction");
    long start = System.nanoTime();

    assertThatThrownBy(() -> topic.publish(bytes("{}"), NOON)).isInstanceOf(GoogleException.class);
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(60);
  }

  private static byte[] bytes(String string) {
    return string.getBytes(StandardCharsets.UTF_8);
  }
}
