package dev.aidemo.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import dev.aidemo.testkit.Inbox;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DeadLetterCommandsIT {
  private static final String FIRST = "2026-11-20T10:00:00.123456Z";

  @TempDir private Path home;
  private DeadLetterProject project;

  @BeforeEach
  void createProject() {
    project = new DeadLetterProject();
    project.createSubscription();
  }

  @AfterEach
  void close() {
    project.close();
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(home, project.environment, arguments);
  }

  private static Map<String, String> byFunction(String topic, String... more) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("dead-letter-reason", "payload is not JSON");
    attributes.put("dead-letter-topic", topic);
    attributes.put("dead-letter-message-id", "7");
    attributes.put("dead-letter-publish-time", FIRST);
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    return attributes;
  }

  @Test
  void bothKindsAreListedWithTheirTopicAndReasonAndStay() {
    String first = project.publish("rubbish", byFunction("request"));
    String second =
        project.publish(
            "x",
            Map.of(
                "CloudPubSubDeadLetterSourceDeliveryCount", "20",
                "CloudPubSubDeadLetterSourceSubscription",
                    "eventarc-us-central1-training-to-db-123456-sub-789",
                "CloudPubSubDeadLetterSourceSubscriptionProject", project.name(),
                "CloudPubSubDeadLetterSourceTopicPublishTime", "2026-11-21T10:00:00.500+00:00"));
    project.exhaust("of-another-name", "feedback", "y");

    CommandRun list = run("dead-letters", "list");

    assertThat(list.exitCode()).as(list.error()).isZero();
    assertThat(list.out())
        .startsWith("3 dead letters in project " + project.name() + " at ")
        .containsPattern(first + "  2026-11-20T10:00:00Z +request +-  payload is not JSON\n")
        .containsPattern(
            second + "  2026-11-21T10:00:00Z +model +20  too many attempts of subscription")
        .containsPattern(" +feedback +5  too many attempts of subscription of-another-name\n")
        .endsWith(DeadLetterReport.HELD + "\n");
    assertThat(run("dead-letters", "list")).isEqualTo(list);
  }

  @Test
  void aLetterThatAnotherProgramHoldsIsNotListedUntilItIsGivenBack() {
    String one = project.publish("x", byFunction("request"));
    List<ReceivedMessage> held = project.lease("dead-letter");

    assertThat(run("dead-letters", "list").out())
        .contains("There are no dead letters in project", DeadLetterReport.HELD);
    assertThat(run("dead-letters", "drop", one).error())
        .contains("there is no dead letter " + one, DeadLetterReport.HELD);
    project.giveBack("dead-letter", held);

    assertThat(run("dead-letters", "list").out()).contains("1 dead letter in", one);
  }

  @Test
  void thousandsAreListedEachOnceAndDroppedIfNamed() {
    Set<String> ids = new HashSet<>();
    for (int thousand = 0; thousand < 3; thousand++) {
      List<PubsubMessage> letters =
          IntStream.range(0, 900)
              .mapToObj(i -> DeadLetterProject.message(ByteString.EMPTY, byFunction("model")))
              .toList();
      ids.addAll(project.publish(letters));
    }

    assertThat(listed()).hasSize(2700).containsExactlyInAnyOrderElementsOf(ids);
    List<String> some = ids.stream().limit(1500).toList();
    var arguments = new ArrayList<>(List.of("dead-letters", "drop"));
    arguments.addAll(some);
    assertThat(run(arguments.toArray(String[]::new)).out())
        .isEqualTo("Dropped 1,500 dead letters.\n");

    some.forEach(ids::remove);
    assertThat(listed()).containsExactlyInAnyOrderElementsOf(ids);
  }

  private List<String> listed() {
    var row = Pattern.compile("(?m)^ *(\\d+)  \\d{4}-");
    return row.matcher(run("dead-letters", "list").out()).results().map(m -> m.group(1)).toList();
  }

  @Test
  void oneIsShownWithItsAttributesAndReadableJson() {
    String id =
        project.publish(
            "{\"batch_id\":7,\"batch_id\":1.10}", byFunction("request", "colour", "a\u001b[31mb"));

    CommandRun show = run("dead-letters", "show", id);

    assertThat(show.exitCode()).isZero();
    assertThat(show.out())
        .contains("Dead letter " + id, "  colour                    a\\u001b[31mb\n")
        .contains("  dead-letter-topic         request\n")
        .endsWith("{\n  \"batch_id\" : 7,\n  \"batch_id\" : 1.10\n}\n");
  }

  @Test
  void bytesThatAreNotUtf8AreShownInHexadecimal() {
    var rubbish =
        DeadLetterProject.message(ByteString.fromHex("ff001b5b33"), byFunction("request"));
    String id = project.publish(List.of(rubbish)).get(0);

    assertThat(run("dead-letters", "show", id).out())
        .endsWith("(5 bytes that are not UTF-8)\n000000  ff 00 1b 5b 33\n");
  }

  @ParameterizedTest
  @CsvSource({
    ", 2026-11-20T10:00:00.123456Z",
    "2026-11-19T01:00:00+01:00, 2026-11-19T01:00:00+01:00",
    "2026-11-22T10:00:00Z, 2026-11-20T10:00:00.123456Z",
    "yesterday, 2026-11-20T10:00:00.123456Z"
  })
  void aReplayIsTheOriginalMessageAtTheTimeOfItsFirstDelivery(String time, String expected) {
    var inbox = Inbox.of("request", project.environment);
    Map<String, String> attributes = byFunction("request", "colour", "blue");
    if (time != null) {
      attributes.put("ce-time", time);
    }
    String id = project.publish("the payload", attributes);

    CommandRun replay = run("dead-letters", "replay", id);

    assertThat(replay.exitCode()).as(replay.error()).isZero();
    assertThat(replay.out()).isEqualTo("Replayed 1 dead letter.\n");
    assertThat(inbox.drain())
        .containsExactly(
            new Inbox.Message("the payload", Map.of("colour", "blue", "ce-time", expected)));
    assertThat(listed()).isEmpty();
  }

  @Test
  void aMessageThatASubscriptionDeadLetteredIsReplayedWithoutItsAttributes() {
    project.exhaust("anything", "feedback", "y");
    var inbox = Inbox.of("feedback", project.environment);

    assertThat(run("dead-letters", "replay", "--yes").exitCode()).isZero();

    assertThat(inbox.drain())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.data()).isEqualTo("y");
              assertThat(message.attributes()).containsOnlyKeys("ce-time");
            });
  }

  /** Otherwise a publisher of feedback could have an operator publish a model. */
  @Test
  void whatAPublisherSaysOfTheEndOfAMessageIsNotBelieved() {
    Map<String, String> forged =
        byFunction(
            "model",
            "CloudPubSubDeadLetterSourceSubscription",
            "training-to-cache",
            "CloudPubSubDeadLetterSourceSubscriptionProject",
            "another-project",
            "CloudPubSubDeadLetterSourceDeliveryCount",
            "1",
            "CloudPubSubDeadLetterSourceTopicPublishTime",
            "1970-01-01T00:00:00Z");
    project.exhaust("anything", "feedback", "{}", forged);
    var models = Inbox.of("model", project.environment);
    var feedback = Inbox.of("feedback", project.environment);

    assertThat(run("dead-letters", "list").out())
        .containsPattern(" +feedback +5  too many attempts of subscription anything\n")
        .doesNotContain("1970", "2026-11-20", "payload is not JSON");
    assertThat(run("dead-letters", "replay", "--yes").exitCode()).isZero();

    assertThat(models.drain()).isEmpty();
    assertThat(feedback.drain())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.attributes()).containsOnlyKeys("ce-time");
              assertThat(message.attributes().get("ce-time")).doesNotStartWith("1970");
            });
  }

  @Test
  void aLetterOfUnknownTopicIsReplayedOnlyIfTheTopicIsNamed() {
    var inbox = Inbox.of("job", project.environment);
    String id = project.publish("x", Map.of());

    CommandRun without = run("dead-letters", "replay", "--yes");
    assertThat(without.exitCode()).isEqualTo(1);
    assertThat(without.error()).contains("is unknown", "--topic TOPIC " + id);
    assertThat(run("dead-letters", "replay", "--topic", "job").out())
        .isEqualTo("Replayed 0 dead letters.\n");
    assertThat(run("dead-letters", "replay", "--topic", "jobs", id).error())
        .contains("there is no topic jobs");
    assertThat(listed()).containsExactly(id);

    assertThat(run("dead-letters", "replay", "--topic", "job", id).exitCode()).isZero();
    assertThat(inbox.drain()).hasSize(1);
  }

  @Test
  void aTopicSelectsItsLetters() {
    var requests = Inbox.of("request", project.environment);
    String request = project.publish("x", byFunction("request"));
    String feedback = project.publish("y", byFunction("feedback"));

    CommandRun wrong = run("dead-letters", "replay", "--topic", "model", feedback);
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.error()).contains("comes from topic feedback, not model");
    assertThat(run("dead-letters", "replay", "--topic", "request").exitCode()).isZero();

    assertThat(requests.drain()).extracting(Inbox.Message::data).containsExactly("x");
    assertThat(listed()).containsExactly(feedback).doesNotContain(request);
  }

  @Test
  void allAreReplayedOnlyAfterConfirmation() {
    project.publish("x", byFunction("request"));

    CommandRun unattended = run("dead-letters", "replay");
    assertThat(unattended.exitCode()).isEqualTo(1);
    assertThat(unattended.error()).contains("this would replay 1 dead letter: confirm with --yes");
    assertThat(answered("n\n").out()).contains("[y/N]", "Nothing was replayed.");
    assertThat(listed()).hasSize(1);
    assertThat(answered("y\n").out()).contains("Replayed 1 dead letter.");
    assertThat(listed()).isEmpty();
  }

  private CommandRun answered(String answer) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    try {
      return CommandRun.interactive(home, project.environment, "dead-letters", "replay");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void anUnknownIdIsNamedAndNothingIsReplayed() {
    String id = project.publish("x", byFunction("request"));

    CommandRun replay = run("dead-letters", "replay", id, "99");

    assertThat(replay.exitCode()).isEqualTo(1);
    assertThat(replay.error()).contains("there is no dead letter 99").hasLineCount(1);
    assertThat(run("dead-letters", "show", "99").error()).contains("there is no dead letter 99");
    assertThat(listed()).containsExactly(id);
  }

  @Test
  void ifThereIsNoSubscriptionTheCommandThatCreatesItIsPrinted() {
    try (var other = new DeadLetterProject()) {
      CommandRun list = CommandRun.of(home, other.environment, "dead-letters", "list");

      assertThat(list.exitCode()).isEqualTo(1);
      assertThat(list.error())
          .contains("gcloud pubsub subscriptions create dead-letter --topic dead-letter")
          .hasLineCount(1);
    }
  }
}
