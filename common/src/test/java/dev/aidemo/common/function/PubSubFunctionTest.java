package dev.aidemo.common.function;

import static dev.aidemo.common.failure.PoisonAssertions.bytes;
import static dev.aidemo.common.function.SampleMessages.POISON;
import static dev.aidemo.common.function.SampleMessages.RULE;
import static dev.aidemo.common.function.SampleMessages.VALID;
import static dev.aidemo.common.function.SampleMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.failure.PartlyHandledException;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.failure.RedeliverException;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.common.message.Feedback;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the four endings of a delivery: what is thrown, published and logged. */
class PubSubFunctionTest {
  private static final PartlyHandledException UNKNOWN_SUBJECT =
      new PartlyHandledException(
          new PoisonMessageException("subjects[1]", "must be in the batch", "topsecret"));

  private RecordingBroker broker;
  private LogLines log;

  @BeforeEach
  void listen() throws IOException {
    broker = new RecordingBroker();
    log = new LogLines(RecordingFunction.class);
  }

  @AfterEach
  void close() {
    log.close();
    broker.close();
  }

  @Test
  void acknowledgesAMessageThatIsHandled() {
    RecordingFunction function = function();

    function.accept(message(VALID), FakeContext.now());

    assertThat(function.payloads()).containsExactly(Feedback.decode(bytes(VALID)));
    assertThat(broker.published()).isEmpty();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .matches("INFO feedback message message-1: handled in \\d+ ms");
  }

  @Test
  void handlesARedeliveredMessageAgain() {
    RecordingFunction function = function();
    FakeContext delivery = FakeContext.now();

    function.accept(message(VALID), delivery);
    function.accept(message(VALID), delivery);

    assertThat(function.payloads()).hasSize(2);
    assertThat(function.events())
        .containsExactlyElementsOf(Collections.nCopies(2, function.events().get(0)));
  }

  @Test
  void deadLettersAndAcknowledgesAPoisonMessage() {
    RecordingFunction function = function();

    function.accept(message(POISON), FakeContext.now());

    assertThat(function.payloads()).isEmpty();
    RecordingBroker.Published letter = broker.only();
    assertThat(letter.path()).isEqualTo("POST /v1/projects/demo/topics/dead-letter:publish");
    assertThat(letter.string()).isEqualTo(POISON);
    assertThat(letter.reason()).isEqualTo(RULE + ", got \"topsecret\"");
  }

  @Test
  void logsOneLineForAPoisonMessageAndNothingOfItsContent() {
    function().accept(message(POISON, Map.of("colour", "topsecret")), FakeContext.now());

    assertThat(log.lines())
        .containsExactly("WARNING feedback message message-1: dead-lettered: " + RULE);
  }

  @Test
  void deadLettersAMessageThatItsOwnWorkFindsPoisonous() {
    var poison = new PoisonMessageException("batch", "must have predictions", "none");

    function().failing(poison).accept(message(VALID), FakeContext.now());

    assertThat(broker.only().reason()).isEqualTo("batch must have predictions, got none");
    assertThat(broker.only().string()).isEqualTo(VALID);
  }

  @Test
  void handlesTheNextMessageAfterAPoisonMessage() {
    RecordingFunction function = function();

    function.accept(message(POISON), FakeContext.now());
    function.accept(message(VALID), FakeContext.now());

    assertThat(function.payloads()).hasSize(1);
    assertThat(broker.published()).hasSize(1);
  }

  @Test
  void deadLettersAndAcknowledgesAPartlyHandledMessage() {
    RecordingFunction function = function().failing(UNKNOWN_SUBJECT);

    function.accept(message(VALID), FakeContext.now());

    assertThat(function.payloads()).hasSize(1);
    assertThat(broker.only().string()).isEqualTo(VALID);
    assertThat(broker.only().reason()).isEqualTo("subjects[1] must be in the batch, got topsecret");
    assertThat(log.lines())
        .containsExactly(
            "WARNING feedback message message-1: handled and dead-lettered: subjects[1] must be in"
                + " the batch");
  }

  @Test
  void throwsIfAPartlyHandledMessageCannotBeDeadLettered() {
    broker.answerNext(403);
    RecordingFunction function = function().failing(UNKNOWN_SUBJECT);

    assertThatThrownBy(() -> function.accept(message(VALID), FakeContext.now()))
        .isInstanceOf(GoogleException.class);
    assertThat(log.lines())
        .containsExactly(
            "WARNING feedback message message-1: to be redelivered: subjects[1] must be in the"
                + " batch, but cannot be dead-lettered: dev.aidemo.common.google.GoogleException:"
                + " Pub/Sub answers 403: not now");
  }

  @Test
  void throwsAFailureAfterWhichTheMessageIsRedelivered() {
    var failure = new RedeliverException("the prediction is not there yet");
    RecordingFunction function = function().failing(failure);

    assertThatThrownBy(() -> function.accept(message(VALID), FakeContext.now())).isSameAs(failure);
    assertThat(broker.published()).isEmpty();
    assertThat(log.lines())
        .containsExactly(
            "WARNING feedback message message-1: to be redelivered:"
                + " dev.aidemo.common.failure.RedeliverException: the prediction is not there yet");
  }

  @Test
  void throwsAnUnexpectedFailureAndLogsItsFirstLine() {
    var failure = new IllegalStateException("a bug\nin topsecret");

    assertThatThrownBy(() -> function().failing(failure).accept(message(VALID), FakeContext.now()))
        .isSameAs(failure);
    assertThat(broker.published()).isEmpty();
    assertThat(log.lines())
        .containsExactly(
            "WARNING feedback message message-1: to be redelivered:"
                + " java.lang.IllegalStateException: a bug");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 501})
  void throwsIfTheBrokerRejectsTheDeadLetter(int status) {
    broker.answerNext(status);

    assertThatThrownBy(() -> function().accept(message(POISON), FakeContext.now()))
        .isInstanceOf(GoogleException.class)
        .message()
        .doesNotContain("topsecret");
    assertThat(broker.published()).hasSize(1);
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("to be redelivered: " + RULE + ", but cannot be dead-lettered: ")
        .doesNotContain("topsecret");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void retriesTheDeadLetterIfTheBrokerFails(int status) {
    broker.answerNext(status);

    function().accept(message(POISON), FakeContext.now());

    assertThat(broker.published())
        .hasSize(2)
        .extracting(RecordingBroker.Published::string)
        .containsOnly(POISON);
  }

  @Test
  void deadLettersTheMessageWhenItIsRedelivered() {
    broker.answerNext(403);
    RecordingFunction function = function();
    assertThatThrownBy(() -> function.accept(message(POISON), FakeContext.now()))
        .isInstanceOf(GoogleException.class);

    function.accept(message(POISON), FakeContext.now());

    assertThat(broker.published()).hasSize(2);
  }

  @Test
  void deadLettersAMessageThatIsTooOld() {
    RecordingFunction function = function();

    function.accept(message(VALID), FakeContext.at(Instant.now().minus(Duration.ofHours(20))));

    assertThat(function.payloads()).isEmpty();
    assertThat(broker.only().reason()).matches("event must be at most 72000 s old, got 7200\\d s");
    assertThat(broker.only().string()).isEqualTo(VALID);
  }

  @Test
  void handlesAMessageThatIsJustYoungEnough() {
    RecordingFunction function = function();
    Duration age = Duration.ofHours(20).minusSeconds(30);

    function.accept(message(VALID), FakeContext.at(Instant.now().minus(age)));

    assertThat(function.payloads()).hasSize(1);
  }

  @Test
  void measuresTheAgeFromThePublishingAndNotFromTheEvent() {
    RecordingFunction function = function();

    function.accept(message(VALID, Map.of("ce-time", "2001-01-01T00:00:00Z")), FakeContext.now());

    assertThat(function.payloads()).hasSize(1);
  }

  @Test
  void readsTheMaximumAgeFromTheEnvironment() {
    var function = new RecordingFunction(broker.environment(Map.of("MAX_EVENT_AGE_SECONDS", "60")));

    function.accept(message(VALID), FakeContext.at(Instant.now().minusSeconds(62)));

    assertThat(broker.only().reason()).startsWith("event must be at most 60 s old, got 6");
  }

  @Test
  void namesAllProblemsOfItsEnvironment() {
    var environment = Environment.of(Map.of("MAX_EVENT_AGE_SECONDS", "a day"));

    assertThatThrownBy(() -> new RecordingFunction(environment))
        .hasMessage(
            "Bad configuration: PROJECT_ID is not set; MAX_EVENT_AGE_SECONDS must be whole seconds"
                + " from 0 to 2678400, got \"a day\"");
  }

  private RecordingFunction function() {
    return new RecordingFunction(broker.environment(Map.of()));
  }
}
