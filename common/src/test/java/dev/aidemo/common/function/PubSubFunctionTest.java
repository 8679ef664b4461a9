package dev.aidemo.common.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.failure.RedeliverException;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.common.message.Feedback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PubSubFunctionTest {
  private static final String SOUND =
      """
      {"batch_id": "6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11", "subjects": ["one"], "ratings": [1]}
      """;
  private static final String POISON = SOUND.replace("[1]", "[\"topsecret\"]");
  private static final Instant PUBLISHED = Instant.parse("2026-11-23T05:32:57.250Z");

  private RecordingBroker broker;
  private LogLines log;

  @BeforeEach
  void listen() throws IOException {
    broker = new RecordingBroker();
    log = new LogLines(FeedbackFunction.class);
  }

  @AfterEach
  void close() {
    log.close();
    broker.close();
  }

  /** Keeps what it is given, or fails as it is told to. */
  private static final class FeedbackFunction extends PubSubFunction<Feedback> {
    private final List<Feedback> payloads = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private RuntimeException failure;

    FeedbackFunction(Environment environment) {
      super("feedback", Feedback::decode, environment);
      environment.check();
    }

    FeedbackFunction failing(RuntimeException failure) {
      this.failure = failure;
      return this;
    }

    @Override
    protected void handle(Feedback payload, Event event) {
      payloads.add(payload);
      events.add(event);
      if (failure != null) {
        throw failure;
      }
    }
  }

  @Test
  void acknowledgesWhatIsHandled() {
    FeedbackFunction function = function();

    function.accept(message(SOUND, Map.of()), Delivery.now());

    assertThat(function.payloads).containsExactly(Feedback.decode(bytes(SOUND)));
    assertThat(broker.published()).isEmpty();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .matches("INFO feedback message message-1: handled in \\d+ ms");
  }

  @Test
  void throwsWhatIsToBeDeliveredAgain() {
    var failure = new RedeliverException("the prediction is not there yet");
    FeedbackFunction function = function().failing(failure);

    assertThatThrownBy(() -> function.accept(message(SOUND, Map.of()), Delivery.now()))
        .isSameAs(failure);
    assertThat(broker.published()).isEmpty();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("WARNING feedback message message-1: to be redelivered: ")
        .endsWith("the prediction is not there yet");
  }

  @Test
  void throwsAnUnforeseenFailure() {
    var failure = new IllegalStateException("a bug");

    assertThatThrownBy(
            () -> function().failing(failure).accept(message(SOUND, Map.of()), Delivery.now()))
        .isSameAs(failure);
    assertThat(broker.published()).isEmpty();
  }

  @Test
  void doesNotTakeOnePoisonMessageForTheNext() {
    FeedbackFunction function = function();

    function.accept(message(POISON, Map.of()), Delivery.now());
    function.accept(message(SOUND, Map.of()), Delivery.now());

    assertThat(function.payloads).hasSize(1);
    assertThat(broker.published()).hasSize(1);
  }

  @Test
  void keepsAPoisonMessageAsADeadLetter() {
    FeedbackFunction function = function();

    function.accept(
        message(POISON, Map.of("ce-id", "7", "colour", "blue")),
        new Delivery("42", Instant.now().minusSeconds(5).toString()));

    assertThat(function.payloads).isEmpty();
    RecordingBroker.Published letter = broker.only();
    assertThat(letter.path()).isEqualTo("POST /v1/projects/demo/topics/dead-letter:publish");
    assertThat(letter.text()).isEqualTo(POISON);
    assertThat(letter.attributes())
        .containsEntry("ce-id", "7")
        .containsEntry("colour", "blue")
        .containsEntry("dead-letter-reason", "ratings[0] must be 1 or 0, got \"topsecret\"")
        .containsEntry("dead-letter-topic", "feedback")
        .containsEntry("dead-letter-message-id", "42")
        .containsKey("dead-letter-publish-time")
        .hasSize(6);
  }

  @Test
  void keepsWhenAPoisonMessageWasPublished() {
    ageless().accept(message(POISON, Map.of()), Delivery.at(PUBLISHED));

    assertThat(broker.only().attributes())
        .containsEntry("dead-letter-publish-time", PUBLISHED.toString());
  }

  @Test
  void logsOneLineOfAPoisonMessageAndNothingOfItsContent() {
    function().accept(message(POISON, Map.of("colour", "topsecret")), Delivery.now());

    assertThat(log.lines())
        .containsExactly(
            "WARNING feedback message message-1: dead-lettered: ratings[0] must be 1 or 0");
  }

  @Test
  void keepsWhatItsOwnWorkFindsPoisonous() {
    var poison = new PoisonMessageException("batch", "must have predictions", "none");

    function().failing(poison).accept(message(SOUND, Map.of()), Delivery.now());

    assertThat(broker.only().reason()).isEqualTo("batch must have predictions, got none");
    assertThat(broker.only().text()).isEqualTo(SOUND);
  }

  @ParameterizedTest
  @NullAndEmptySource
  void keepsAMessageWithoutData(String data) {
    function().accept(new PubSubMessage(data, Map.of()), Delivery.now());

    assertThat(broker.only().reason()).isEqualTo("data is missing");
    assertThat(broker.only().data()).isEmpty();
  }

  @Test
  void keepsAMessageThatIsNoMessage() {
    function().accept(null, Delivery.now());

    assertThat(broker.only().reason()).isEqualTo("data is missing");
    assertThat(broker.only().attributes()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no base64!", "e", "e3=", "e30=e30=", "-_-_", "e3\n0="})
  void keepsWhatIsNotBase64AsItCame(String data) {
    function().accept(new PubSubMessage(data, Map.of()), Delivery.now());

    assertThat(broker.only().reason()).isEqualTo("data is not base64");
    assertThat(broker.only().text()).isEqualTo(data);
  }

  @Test
  void keepsBytesThatAreNoTextUnchanged() {
    byte[] data = {(byte) 0xFF, 0, (byte) 0xC0, 10};

    function()
        .accept(
            new PubSubMessage(Base64.getEncoder().encodeToString(data), Map.of()), Delivery.now());

    assertThat(broker.only().reason()).isEqualTo("payload is not UTF-8");
    assertThat(broker.only().data()).containsExactly(data);
  }

  @Test
  void acceptsAMessageWithoutAttributes() {
    FeedbackFunction function = function();

    function.accept(message(SOUND, null), Delivery.now());

    assertThat(function.events.get(0).attributes()).isEmpty();
  }

  @Test
  void acceptsAnAttributeWithoutAValue() {
    FeedbackFunction function = function();
    Map<String, String> attributes = new HashMap<>();
    attributes.put("colour", null);

    function.accept(message(SOUND, attributes), Delivery.now());

    assertThat(function.payloads).hasSize(1);
  }

  @Test
  void acceptsAMessageOfWhichThePlatformTellsNothing() {
    FeedbackFunction function = function();

    function.accept(message(SOUND, Map.of()), new Delivery(null, null));

    assertThat(function.events.get(0).id()).isEqualTo("unknown");
    assertThat(function.events.get(0).published())
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T05:32:00Z, 2026-11-23T05:32:00Z",
    "2026-11-23T06:32:00+01:00, 2026-11-23T05:32:00Z",
    "2026-11-23T05:32:57.250Z, 2026-11-23T05:32:57.250Z",
    "2026-11-23T05:32:58Z, 2026-11-23T05:32:57.250Z",
    "+999999999-12-31T23:59:59Z, 2026-11-23T05:32:57.250Z",
    "-1000000000-01-01T00:00:00Z, 2026-11-23T05:32:57.250Z",
    "0000-12-31T23:59:59Z, 2026-11-23T05:32:57.250Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "yesterday, 2026-11-23T05:32:57.250Z",
    "'', 2026-11-23T05:32:57.250Z",
    ", 2026-11-23T05:32:57.250Z"
  })
  void takesTheTimeOfTheCloudEventUnlessItIsLaterThanThePublishing(String time, Instant expected) {
    FeedbackFunction function = ageless();
    Map<String, String> attributes = time == null ? Map.of() : Map.of("ce-time", time);

    function.accept(message(SOUND, attributes), Delivery.at(PUBLISHED));

    assertThat(function.events.get(0).time()).isEqualTo(expected);
    assertThat(function.events.get(0).published()).isEqualTo(PUBLISHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
  void takesAPublishTimeThatNoStoreHoldsForNone(String published) {
    FeedbackFunction function = function();

    function.accept(message(SOUND, Map.of()), new Delivery("1", published));

    assertThat(function.events.get(0).published()).isAfter(PUBLISHED.minusSeconds(86_400));
  }

  @Test
  void keepsAMessageThatIsTooOld() {
    FeedbackFunction function = function();

    function.accept(
        message(SOUND, Map.of()), Delivery.at(Instant.now().minus(Duration.ofHours(20))));

    assertThat(function.payloads).isEmpty();
    assertThat(broker.only().reason()).matches("event must be at most 72000 s old, got 7200\\d s");
    assertThat(broker.only().text()).isEqualTo(SOUND);
  }

  @Test
  void handlesAMessageThatIsJustYoungEnough() {
    FeedbackFunction function = function();
    Duration age = Duration.ofHours(20).minusSeconds(30);

    function.accept(message(SOUND, Map.of()), Delivery.at(Instant.now().minus(age)));

    assertThat(function.payloads).hasSize(1);
  }

  @Test
  void measuresTheAgeByThePublishingAndNotByTheEvent() {
    FeedbackFunction function = function();

    function.accept(message(SOUND, Map.of("ce-time", "2001-01-01T00:00:00Z")), Delivery.now());

    assertThat(function.payloads).hasSize(1);
  }

  @Test
  void readsTheGreatestAgeFromTheEnvironment() {
    FeedbackFunction function =
        new FeedbackFunction(broker.environment(Map.of("MAX_EVENT_AGE_SECONDS", "60")));

    function.accept(message(SOUND, Map.of()), Delivery.at(Instant.now().minusSeconds(62)));

    assertThat(broker.only().reason()).startsWith("event must be at most 60 s old, got 6");
  }

  @Test
  void cutsAReasonThatIsLargerThanAnAttributeMayBe() {
    var poison = new PoisonMessageException("x" + "€💶".repeat(500));

    function().failing(poison).accept(message(SOUND, Map.of()), Delivery.now());

    assertThat(bytes(broker.only().reason())).hasSizeBetween(900, 1024);
    assertThat(broker.only().reason()).startsWith("x€💶€💶").matches("x(€💶)+€?");
  }

  @Test
  void keepsAReasonThatJustFits() {
    String reason = "€".repeat(341) + "x";

    function()
        .failing(new PoisonMessageException(reason))
        .accept(message(SOUND, Map.of()), Delivery.now());

    assertThat(broker.only().reason()).isEqualTo(reason);
  }

  @Test
  void keepsAReasonThatShowsHalfACharacter() {
    String half = SOUND.replace("6f1a3c52", "\\ud83d");

    function().accept(message(half, Map.of()), Delivery.now());

    assertThat(broker.only().reason()).startsWith("batch_id must be a UUID, got \"?-8c0e-");
    assertThat(broker.only().text()).isEqualTo(half);
  }

  @Test
  void keepsAsManyAttributesAsAMessageMayHave() {
    Map<String, String> attributes =
        IntStream.range(0, 100)
            .boxed()
            .collect(Collectors.toMap(i -> "attribute-" + i, i -> "value-" + i));

    function().accept(message(POISON, attributes), Delivery.now());

    assertThat(broker.only().attributes())
        .hasSize(100)
        .containsKeys(
            "dead-letter-reason",
            "dead-letter-topic",
            "dead-letter-message-id",
            "dead-letter-publish-time");
  }

  @Test
  void leavesOutAttributesThatOnlyThePlatformMaySet() {
    var attributes = Map.of("googclient_schemaencoding", "JSON", "google", "x", "good", "y");

    function().accept(message(POISON, attributes), Delivery.now());

    assertThat(broker.only().attributes())
        .containsEntry("good", "y")
        .doesNotContainKeys("googclient_schemaencoding", "google");
  }

  @Test
  void saysWhyADeadLetterIsDeadAgain() {
    function()
        .accept(
            message(POISON, Map.of("dead-letter-reason", "old", "dead-letter-topic", "training")),
            Delivery.now());

    assertThat(broker.only().attributes())
        .containsEntry("dead-letter-reason", "ratings[0] must be 1 or 0, got \"topsecret\"")
        .containsEntry("dead-letter-topic", "feedback");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 501})
  void throwsWhereTheDeadLetterIsRefused(int status) {
    broker.answerNext(status);

    assertThatThrownBy(() -> function().accept(message(POISON, Map.of()), Delivery.now()))
        .isInstanceOf(GoogleException.class)
        .message()
        .doesNotContain("topsecret");
    assertThat(broker.published()).hasSize(1);
    assertThat(log.lines()).noneMatch(line -> line.contains("topsecret"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void triesTheDeadLetterAgainWhereTheBrokerIsNotWell(int status) {
    broker.answerNext(status);

    function().accept(message(POISON, Map.of()), Delivery.now());

    assertThat(broker.published())
        .hasSize(2)
        .extracting(RecordingBroker.Published::text)
        .containsOnly(POISON);
  }

  @Test
  void keepsTheDeadLetterAtTheNextDelivery() {
    broker.answerNext(403);
    FeedbackFunction function = function();
    PubSubMessage message = message(POISON, Map.of());
    assertThatThrownBy(() -> function.accept(message, Delivery.now()))
        .isInstanceOf(GoogleException.class);

    function.accept(message, Delivery.now());

    assertThat(broker.published()).hasSize(2);
  }

  @Test
  void handlesAMessageAgainThatComesAgain() {
    FeedbackFunction function = function();
    Delivery delivery = Delivery.now();

    function.accept(message(SOUND, Map.of()), delivery);
    function.accept(message(SOUND, Map.of()), delivery);

    assertThat(function.payloads).hasSize(2);
    assertThat(function.events)
        .containsExactlyElementsOf(Collections.nCopies(2, function.events.get(0)));
  }

  @Test
  void namesWhatIsWrongWithItsEnvironment() {
    var environment = Environment.of(Map.of("MAX_EVENT_AGE_SECONDS", "a day"));

    assertThatThrownBy(() -> new FeedbackFunction(environment))
        .hasMessage(
            "Bad configuration: PROJECT_ID is not set; MAX_EVENT_AGE_SECONDS must be whole seconds"
                + " from 0 to 2678400, got \"a day\"");
  }

  private FeedbackFunction function() {
    return new FeedbackFunction(broker.environment(Map.of()));
  }

  /** A function that handles messages of any age. */
  private FeedbackFunction ageless() {
    long age = Math.max(0, Duration.between(PUBLISHED, Instant.now()).toSeconds()) + 60;
    return new FeedbackFunction(
        broker.environment(Map.of("MAX_EVENT_AGE_SECONDS", Long.toString(age))));
  }

  private static PubSubMessage message(String payload, Map<String, String> attributes) {
    return new PubSubMessage(Base64.getEncoder().encodeToString(bytes(payload)), attributes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
