package dev.aidemo.common.message;

import static dev.aidemo.common.message.Refusal.assertRefused;
import static dev.aidemo.common.message.Refusal.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.aidemo.common.failure.PoisonMessageException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a payload before its fields are looked at; with any payload alike. */
class PayloadSyntaxTest {
  private static final String LIMITS =
      "payload must have at most 100 levels, 1000 fields in an object, 1000 digits in a number,"
          + " 50000 characters in a name and 100000 in a string";
  private static final String UUID = "\"6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11\"";
  private static final String SUBJECTS = "[\"one\", \"two\"]";
  private static final String FEATURES = "[[1, 2, 3, 4], [5, 6, 7, 8]]";

  static Stream<Arguments> noObject() {
    String rule = "payload must be a JSON object";
    return Stream.of(
        argumentSet("nothing", "", rule, "nothing"),
        argumentSet("blanks", " \n ", rule, "nothing"),
        argumentSet("an array", "[1]", rule, "an array"),
        argumentSet("a string", "\"{}\"", rule, "\"{}\""),
        argumentSet("a number", "1", rule, "1"),
        argumentSet("null", "null", rule, "null"),
        argumentSet("true", "true", rule, "true"),
        argumentSet(
            "two objects",
            request(UUID, SUBJECTS, FEATURES) + " {}",
            "payload must be one JSON object with nothing behind it",
            "an object"),
        argumentSet(
            "an object and a number",
            request(UUID, SUBJECTS, FEATURES) + "\n7",
            "payload must be one JSON object with nothing behind it",
            "7"));
  }

  @ParameterizedTest
  @MethodSource("noObject")
  void refusesWhatIsNotOneObject(String json, String rule, String value) {
    assertRefused(PredictionRequest::decode, json, rule, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "{",
        "{\"batch_id\"",
        "{\"batch_id\": ",
        "{\"batch_id\": \"secret",
        "{\"batch_id\": \"6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11\"",
        "{\"subjects\": [\"secret\"",
        "{\"features\": [[1, 2",
        "{'batch_id': 'secret'}",
        "{batch_id: 1}",
        "{\"other\": secret}",
        "{\"other\": 01}",
        "{\"other\": .5}",
        "{\"other\": +1}",
        "{\"other\": 1.}",
        "{\"other\": 0x10}",
        "{\"other\": NaN}",
        "{\"other\": -Infinity}",
        "{\"other\": [1,]}",
        "{\"other\": 1,}",
        "{\"other\": \"\\x\"}",
        "{\"other\": \"\u0000\"}",
        "{\"other\": \"tab\t\"}",
        "{\"other\": 1]"
      })
  void refusesWhatIsNotJson(String json) {
    PoisonMessageException refusal = refusal(PredictionRequest::decode, Refusal.bytes(json));

    assertThat(refusal)
        .message()
        .matches("payload is not JSON, see line 1 column \\d+")
        .doesNotContain("secret");
    assertThat(refusal.reason()).isEqualTo(refusal.getMessage());
  }

  @Test
  void saysWhereThePayloadStopsBeingJson() {
    assertThat(refusal(Feedback::decode, Refusal.bytes("{\n  \"batch_id\": oops}")))
        .hasMessage("payload is not JSON, see line 2 column 15");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "}", ",", " // secret", " # secret", "\u0000"})
  void refusesTrailingRubbish(String rubbish) {
    String json = request(UUID, SUBJECTS, FEATURES) + rubbish;

    assertThat(refusal(PredictionRequest::decode, Refusal.bytes(json)))
        .message()
        .matches("payload is not JSON, see line 1 column \\d+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batch_id\": 1, \"other\": 2, \"batch_id\": 3}",
        "{\"other\": 1, \"other\": 2}",
        "{\"other\": {\"deep\": 1, \"deep\": 2}}"
      })
  void refusesDuplicateKeys(String json) {
    String sound = json.replaceFirst("\"batch_id\": 1", "\"batch_id\": " + UUID);

    assertThat(refusal(PredictionRequest::decode, Refusal.bytes(sound)))
        .message()
        .startsWith("payload is not JSON, see line 1 column ");
  }

  static Stream<Arguments> notUtf8() {
    String sound = request(UUID, SUBJECTS, FEATURES);
    return Stream.of(
        argumentSet("Latin-1", sound.replace("one", "öne").getBytes(StandardCharsets.ISO_8859_1)),
        argumentSet("UTF-16 with a mark", sound.getBytes(StandardCharsets.UTF_16)),
        argumentSet("a surrogate in UTF-8", around(sound, 0xED, 0xA0, 0x80)),
        argumentSet("a longer form than needed", around(sound, 0xC0, 0xAF)),
        argumentSet("half a character", around(sound, 0xF0, 0x9F)),
        argumentSet("bytes that no character has", around(sound, 0xFF)),
        argumentSet("behind the object", around(sound + "one", 0xFF)));
  }

  @ParameterizedTest
  @MethodSource("notUtf8")
  void refusesWhatIsNotUtf8(byte[] payload) {
    assertThat(refusal(PredictionRequest::decode, payload)).hasMessage("payload is not UTF-8");
  }

  static Stream<Arguments> otherEncodings() {
    String sound = request(UUID, SUBJECTS, FEATURES);
    return Stream.of(
        argumentSet("UTF-16", sound.getBytes(StandardCharsets.UTF_16LE)),
        argumentSet("UTF-32", sound.getBytes(Charset.forName("UTF-32BE"))),
        argumentSet("UTF-8 with a mark", Refusal.bytes("\uFEFF" + sound)));
  }

  @ParameterizedTest
  @MethodSource("otherEncodings")
  void refusesOtherEncodingsThanUtf8WithoutMark(byte[] payload) {
    assertThat(refusal(PredictionRequest::decode, payload))
        .message()
        .matches("payload is not JSON, see line 1 column [123]");
  }

  static Stream<Arguments> boundless() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    String digits = "9".repeat(5_000);
    return Stream.of(
        argumentSet(
            "arrays 10,000 deep for a subject",
            request(UUID, deep, FEATURES),
            "subjects[0] must be a string",
            "an array"),
        argumentSet(
            "arrays 10,000 deep for features",
            request(UUID, SUBJECTS, deep),
            "features[0][0] must be a number",
            "an array"),
        argumentSet(
            "arrays 10,000 deep in a field that nobody reads",
            "{\"other\": " + deep + "}",
            LIMITS,
            null),
        argumentSet(
            "objects 10,000 deep",
            "{\"other\":".repeat(10_000) + "1" + "}".repeat(10_000),
            LIMITS,
            null),
        argumentSet(
            "5,000 digits", request(UUID, SUBJECTS, "[[1, 2, 3, " + digits + "]]"), LIMITS, null),
        argumentSet(
            "5,000 digits behind the point",
            request(UUID, SUBJECTS, "[[1, 2, 3, 0." + digits + "]]"),
            LIMITS,
            null),
        argumentSet(
            "5,000 digits in a field that nobody reads",
            "{\"other\": " + digits + "}",
            LIMITS,
            null),
        argumentSet(
            "a field name of 60,000 letters", "{\"" + "x".repeat(60_000) + "\": 1}", LIMITS, null),
        argumentSet(
            "a string of 100,001 letters",
            request("\"" + "x".repeat(100_001) + "\"", SUBJECTS, FEATURES),
            LIMITS,
            null));
  }

  @ParameterizedTest
  @MethodSource("boundless")
  void refusesWhatHasNoBounds(String json, String rule, String value) {
    assertRefused(PredictionRequest::decode, json, rule, value);
  }

  @Test
  void survivesNamesThatAreMadeToCollide() {
    assertThat(refusal(PredictionRequest::decode, Refusal.bytes(collidingNames(1_000))))
        .hasMessage("batch_id is missing");
  }

  @Test
  void refusesMoreNamesThanItCanRemember() {
    assertRefused(PredictionRequest::decode, collidingNames(1_001), LIMITS, null);
    assertRefused(
        PredictionRequest::decode, "{\"x\": [" + collidingNames(1_001) + "]}", LIMITS, null);
  }

  private static String collidingNames(int count) {
    return IntStream.range(0, count)
        .mapToObj(PayloadSyntaxTest::colliding)
        .map(name -> "\"" + name + "\": 1")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Texts of 28 letters that all have the same hash code. */
  private static String colliding(int number) {
    return IntStream.range(0, 14)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "AQ" : "B0")
        .collect(Collectors.joining());
  }

  @Test
  void acceptsFieldsThatItDoesNotKnow() {
    String known = "\"batch_id\": %s, \"subjects\": %s".formatted(UUID, SUBJECTS);
    String json =
        """
        {"nothing": null, "list": [1, {"subjects": [2]}, []], "deep": {"batch_id": {"x": "\\ud800"}},
         %s, "": 1e400, "features": %s, "Features": true}
        """
            .formatted(known, FEATURES);

    assertThat(PredictionRequest.decode(Refusal.bytes(json)))
        .isEqualTo(PredictionRequest.decode(Refusal.bytes(request(UUID, SUBJECTS, FEATURES))));
  }

  @Test
  void acceptsAFieldOfAMillionEntriesThatItDoesNotKnow() {
    String json =
        request(UUID, SUBJECTS, FEATURES)
            .replaceFirst("\\{", "{\"other\": [" + "1,".repeat(999_999) + "1],");

    assertThat(PredictionRequest.decode(Refusal.bytes(json)).subjects()).hasSize(2);
  }

  /** The text with the given bytes instead of its subject "one". */
  private static byte[] around(String text, int... bytes) {
    var payload = new ByteArrayOutputStream();
    int cut = text.lastIndexOf("one");
    payload.writeBytes(Refusal.bytes(text.substring(0, cut)));
    for (int value : bytes) {
      payload.write(value);
    }
    payload.writeBytes(Refusal.bytes(text.substring(cut + "one".length())));
    return payload.toByteArray();
  }

  private static String request(String batch, String subjects, String features) {
    return Payload.of("batch_id", batch, "subjects", subjects, "features", features).toString();
  }
}
