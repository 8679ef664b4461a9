package dev.aidemo.common.function;

import static dev.aidemo.common.function.SampleMessages.VALID;
import static dev.aidemo.common.function.SampleMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.failure.PoisonMessageException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {
  private static final Instant PUBLISHED = Instant.parse("2026-11-23T05:32:57.250Z");

  @Test
  void decodesItsData() {
    assertThat(Event.of(message(VALID), FakeContext.now()).data())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(VALID);
  }

  @ParameterizedTest
  @NullAndEmptySource
  void hasNoData(String data) {
    assertNoData(Event.of(new PubSubMessage(data, Map.of()), FakeContext.now()));
  }

  @Test
  void hasNoDataIfThereIsNoMessage() {
    Event event = Event.of(null, FakeContext.now());

    assertNoData(event);
    assertThat(event.attributes()).isEmpty();
  }

  private static void assertNoData(Event event) {
    assertThatThrownBy(event::data)
        .isInstanceOf(PoisonMessageException.class)
        .hasMessage("data is missing");
    assertThat(event.dataOrBase64()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no base64!", "e", "e3=", "e30=e30=", "-_-_", "e3\n0="})
  void deadLettersDataThatIsNotBase64AsItCame(String data) {
    Event event = Event.of(new PubSubMessage(data, Map.of()), FakeContext.now());

    assertThatThrownBy(event::data)
        .isInstanceOf(PoisonMessageException.class)
        .hasMessage("data is not base64");
    assertThat(event.dataOrBase64()).asString(StandardCharsets.UTF_8).isEqualTo(data);
  }

  @Test
  void hasNoAttributesIfTheMessageHasNone() {
    assertThat(Event.of(message(VALID, null), FakeContext.now()).attributes()).isEmpty();
  }

  @Test
  void acceptsAnAttributeWithoutAValue() {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("colour", null);

    assertThat(Event.of(message(VALID, attributes), FakeContext.now()).attributes())
        .containsExactly(Map.entry("colour", "null"));
  }

  @Test
  void acceptsAMessageWithoutIdAndTime() {
    Event event = Event.of(message(VALID), new FakeContext(null, null));

    assertThat(event.id()).isEqualTo("unknown");
    assertThat(event.published()).isBetween(Instant.now().minusSeconds(60), Instant.now());
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
  void hasTheTimeOfTheCloudEventUnlessItIsLaterThanThePublishing(String time, Instant expected) {
    Map<String, String> attributes = time == null ? Map.of() : Map.of("ce-time", time);

    Event event = Event.of(message(VALID, attributes), FakeContext.at(PUBLISHED));

    assertThat(event.time()).isEqualTo(expected);
    assertThat(event.published()).isEqualTo(PUBLISHED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
  void ignoresAPublishTimeThatNoStoreCanHold(String published) {
    Event event = Event.of(message(VALID), new FakeContext("1", published));

    assertThat(event.published()).isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @Test
  void prefersTheTimeOfThePayload() {
    Event event = Event.of(message(VALID), FakeContext.at(PUBLISHED));

    assertThat(event.timeUnless(Instant.EPOCH)).isEqualTo(Instant.EPOCH);
    assertThat(event.timeUnless(null)).isEqualTo(PUBLISHED);
  }

  @Test
  void doesNotBelieveAPayloadThatItWasMadeInTheFuture() {
    Event event = Event.of(message(VALID), FakeContext.at(PUBLISHED));

    assertThat(event.timeUnless(Instant.parse("9999-12-31T00:00:00Z"))).isEqualTo(PUBLISHED);
    assertThat(event.timeUnless(PUBLISHED.plusSeconds(59))).isEqualTo(PUBLISHED.plusSeconds(59));
  }
}
