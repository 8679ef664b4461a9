package dev.aidemo.common.json;

import static dev.aidemo.common.failure.PoisonAssertions.assertPoison;
import static dev.aidemo.common.failure.PoisonAssertions.bytes;
import static dev.aidemo.common.failure.PoisonAssertions.poison;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.aidemo.common.failure.PoisonMessageException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which bytes {@link JsonReader} accepts as one JSON object, whatever its fields are. */
class JsonSyntaxTest {
  static Stream<Arguments> notOneObject() {
    String rule = "payload must be a JSON object";
    String oneRule = "payload must be one JSON object with nothing behind it";
    return Stream.of(
        argumentSet("nothing", "", rule, "nothing"),
        argumentSet("blanks", " \n ", rule, "nothing"),
        argumentSet("an array", "[1]", rule, "an array"),
        argumentSet("a string", "\"{}\"", rule, "\"{}\""),
        argumentSet("a number", "1", rule, "1"),
        argumentSet("null", "null", rule, "null"),
        argumentSet("true", "true", rule, "true"),
        argumentSet("two objects", Note.VALID + " {}", oneRule, "an object"),
        argumentSet("an object and a number", Note.VALID + "\n7", oneRule, "7"));
  }

  @ParameterizedTest
  @MethodSource("notOneObject")
  void rejectsAnythingButOneObject(String json, String rule, String value) {
    assertPoison(Note::decode, json, rule, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "{",
        "{\"id\"",
        "{\"id\": ",
        "{\"id\": \"secret",
        "{\"id\": \"6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11\"",
        "{\"names\": [\"secret\"",
        "{\"rows\": [[1, 2",
        "{'id': 'secret'}",
        "{id: 1}",
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
  void rejectsInvalidJsonWithoutQuotingIt(String json) {
    PoisonMessageException poison = poison(Note::decode, bytes(json));

    assertThat(poison)
        .message()
        .matches("payload is not JSON, see line 1 column \\d+")
        .doesNotContain("secret");
    assertThat(poison.reason()).isEqualTo(poison.getMessage());
  }

  @Test
  void namesTheLineAndTheColumnOfASyntaxError() {
    assertThat(poison(Note::decode, bytes("{\n  \"id\": oops}")))
        .hasMessage("payload is not JSON, see line 2 column 9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "}", ",", " // secret", " # secret", "\u0000"})
  void rejectsAnythingBehindTheObject(String rest) {
    assertThat(poison(Note::decode, bytes(Note.VALID + rest)))
        .message()
        .matches("payload is not JSON, see line 1 column \\d+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\": 1, \"other\": 2, \"id\": 3}",
        "{\"other\": 1, \"other\": 2}",
        "{\"other\": {\"deep\": 1, \"deep\": 2}}"
      })
  void rejectsDuplicateFields(String json) {
    String validId = json.replaceFirst("\"id\": 1", "\"id\": " + Note.ID);

    assertThat(poison(Note::decode, bytes(validId)))
        .message()
        .startsWith("payload is not JSON, see line 1 column ");
  }

  static Stream<Arguments> notUtf8() {
    String valid = Note.VALID.toString();
    return Stream.of(
        argumentSet("Latin-1", valid.replace("one", "öne").getBytes(StandardCharsets.ISO_8859_1)),
        argumentSet("UTF-16 with a byte order mark", valid.getBytes(StandardCharsets.UTF_16)),
        argumentSet("a surrogate in UTF-8", withBytes(valid, 0xED, 0xA0, 0x80)),
        argumentSet("a longer form than needed", withBytes(valid, 0xC0, 0xAF)),
        argumentSet("half a character", withBytes(valid, 0xF0, 0x9F)),
        argumentSet("a byte that no character has", withBytes(valid, 0xFF)),
        argumentSet("behind the object", withBytes(valid + "one", 0xFF)));
  }

  @ParameterizedTest
  @MethodSource("notUtf8")
  void rejectsInvalidUtf8(byte[] payload) {
    assertThat(poison(Note::decode, payload)).hasMessage("payload is not UTF-8");
  }

  static Stream<Arguments> otherEncodings() {
    String valid = Note.VALID.toString();
    return Stream.of(
        argumentSet("UTF-16", valid.getBytes(StandardCharsets.UTF_16LE)),
        argumentSet("UTF-32", valid.getBytes(Charset.forName("UTF-32BE"))),
        argumentSet("UTF-8 with a byte order mark", bytes("\uFEFF" + valid)));
  }

  @ParameterizedTest
  @MethodSource("otherEncodings")
  void rejectsOtherEncodingsAndAByteOrderMark(byte[] payload) {
    assertThat(poison(Note::decode, payload))
        .message()
        .matches("payload is not JSON, see line 1 column [123]");
  }

  /** Returns the string with other bytes instead of its last "one". */
  private static byte[] withBytes(String string, int... bytes) {
    var payload = new ByteArrayOutputStream();
    int cut = string.lastIndexOf("one");
    payload.writeBytes(bytes(string.substring(0, cut)));
    for (int value : bytes) {
      payload.write(value);
    }
    payload.writeBytes(bytes(string.substring(cut + "one".length())));
    return payload.toByteArray();
  }
}
