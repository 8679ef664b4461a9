package dev.aidemo.common.json;

import static dev.aidemo.common.failure.PoisonAssertions.assertPoison;
import static dev.aidemo.common.failure.PoisonAssertions.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that no JSON makes {@link JsonReader} use more memory or time than its size justifies. */
class JsonLimitsTest {
  private static final String LIMITS =
      "payload must have at most 100 levels, 1000 fields in an object, 1000 digits in a number,"
          + " 50000 characters in a name and 100000 in a string";

  static Stream<Arguments> beyondLimits() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    String digits = "9".repeat(5_000);
    String million = "1,".repeat(999_999) + "1";
    return Stream.of(
        argumentSet(
            "arrays 10,000 deep for a string",
            Note.VALID.with("names", deep),
            "names[0] must be a string",
            "an array"),
        argumentSet(
            "arrays 10,000 deep for numbers",
            Note.VALID.with("rows", deep),
            "rows[0][0] must be a number",
            "an array"),
        argumentSet(
            "arrays 10,000 deep in an unknown field", SampleJson.of("other", deep), LIMITS, null),
        argumentSet(
            "objects 10,000 deep",
            "{\"other\":".repeat(10_000) + "1" + "}".repeat(10_000),
            LIMITS,
            null),
        argumentSet(
            "5,000 digits", Note.VALID.with("rows", "[[1, 2, 3, " + digits + "]]"), LIMITS, null),
        argumentSet(
            "5,000 digits behind the point",
            Note.VALID.with("rows", "[[1, 2, 3, 0." + digits + "]]"),
            LIMITS,
            null),
        argumentSet(
            "5,000 digits in an unknown field", SampleJson.of("other", digits), LIMITS, null),
        argumentSet(
            "a field name of 60,000 letters", SampleJson.of("x".repeat(60_000), "1"), LIMITS, null),
        argumentSet(
            "a string of 100,001 letters",
            Note.VALID.with("id", "\"" + "x".repeat(100_001) + "\""),
            LIMITS,
            null),
        argumentSet(
            "a million strings",
            Note.VALID.with("names", "[" + million.replace("1", "\"x\"") + "]"),
            "names must have at most 250000 entries",
            null),
        argumentSet(
            "a million rows",
            Note.VALID.with("rows", "[" + million.replace("1", "[1,2,3,4]") + "]"),
            "rows must have at most 250000 entries",
            null),
        argumentSet(
            "a row of a million",
            Note.VALID.with("rows", "[[" + million + "]]"),
            "rows[0][4] is one number more than 4",
            "1"));
  }

  @ParameterizedTest
  @MethodSource("beyondLimits")
  void rejectsAnythingBeyondItsLimits(Object json, String rule, String value) {
    assertPoison(Note::decode, json, rule, value);
  }

  @Test
  void readsNamesWithEqualHashCodes() {
    assertThat(Note.decode(bytes(collidingNames(1_000)))).isEqualTo(new Note(null, null, null));
  }

  @Test
  void rejectsMoreNamesThanItCanRemember() {
    assertPoison(Note::decode, collidingNames(1_001), LIMITS, null);
    assertPoison(Note::decode, "{\"x\": [" + collidingNames(1_001) + "]}", LIMITS, null);
  }

  private static String collidingNames(int count) {
    return IntStream.range(0, count)
        .mapToObj(JsonLimitsTest::collidingName)
        .map(name -> "\"" + name + "\": 1")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Makes a string of 28 letters; all of them have the same hash code. */
  private static String collidingName(int number) {
    return IntStream.range(0, 14)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "AQ" : "B0")
        .collect(Collectors.joining());
  }

  @Test
  void skipsUnknownFields() {
    String json =
        """
        {"nothing": null, "list": [1, {"names": [2]}, []], "deep": {"id": {"x": "\\ud800"}},
         "id": %s, "names": %s, "": 1e400, "rows": %s, "Rows": true}
        """
            .formatted(Note.ID, Note.NAMES, Note.ROWS);

    assertThat(Note.decode(bytes(json))).isEqualTo(Note.decode(Note.VALID.bytes()));
  }

  @Test
  void skipsAnUnknownFieldOfAMillionEntries() {
    String other = "[" + "1,".repeat(999_999) + "1]";

    assertThat(Note.decode(Note.VALID.with("other", other).bytes()))
        .isEqualTo(Note.decode(Note.VALID.bytes()));
  }
}
