package dev.aidemo.common.message;

import static dev.aidemo.common.failure.PoisonAssertions.assertPoison;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.json.SampleJson;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionRequestTest {
  private static final SampleJson VALID =
      SampleJson.of(
          "batch_id",
          "\"6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11\"",
          "subjects",
          "[\"one\", \"two\"]",
          "features",
          "[[1, 2, 3, 4], [5, 6, 7, 8]]");

  @ParameterizedTest
  @ValueSource(strings = {"batch_id", "subjects", "features"})
  void rejectsARequestWithAMissingField(String field) {
    assertPoison(PredictionRequest::decode, VALID.without(field), field + " is missing", null);
  }

  @Test
  void rejectsFieldNamesInCamelCase() {
    assertPoison(
        PredictionRequest::decode,
        VALID.without("batch_id").with("batchId", "\"x\""),
        "batch_id is missing",
        null);
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        argumentSet("null batch", "batch_id", "null", "batch_id must be a string", "null"),
        argumentSet(
            "batch of another form", "batch_id", "\"7\"", "batch_id must be a UUID", "\"7\""),
        argumentSet("null subjects", "subjects", "null", "subjects must be an array", "null"),
        argumentSet(
            "number subject", "subjects", "[\"one\", 2]", "subjects[1] must be a string", "2"),
        argumentSet("no subjects", "subjects", "[]", "subjects must not be empty", null),
        argumentSet(
            "subject of 501 characters",
            "subjects",
            "[\"one\", \"" + "x".repeat(501) + "\"]",
            "subjects[1] must have at most 500 characters",
            "501"),
        argumentSet(
            "lone high surrogate",
            "subjects",
            "[\"one\", \"a\\ud83db\"]",
            "subjects[1] must be Unicode without NUL",
            null),
        argumentSet(
            "high surrogate at the end",
            "subjects",
            "[\"one\", \"a\\ud83d\"]",
            "subjects[1] must be Unicode without NUL",
            null),
        argumentSet(
            "lone low surrogate",
            "subjects",
            "[\"\\udcb6\", \"two\"]",
            "subjects[0] must be Unicode without NUL",
            null),
        argumentSet(
            "surrogates in the wrong order",
            "subjects",
            "[\"\\udcb6\\ud83d\", \"two\"]",
            "subjects[0] must be Unicode without NUL",
            null),
        argumentSet(
            "NUL in a subject",
            "subjects",
            "[\"one\", \"a\\u0000b\"]",
            "subjects[1] must be Unicode without NUL",
            null),
        argumentSet(
            "fewer rows than subjects",
            "features",
            "[[1, 2, 3, 4]]",
            "features must have one entry for each of the 2 subjects",
            "1"),
        argumentSet(
            "more rows than subjects",
            "subjects",
            "[\"one\"]",
            "features must have one entry for each of the 1 subjects",
            "2"),
        argumentSet("null features", "features", "null", "features must be an array", "null"),
        argumentSet(
            "one flat row",
            "features",
            "[1, 2, 3, 4]",
            "features[0] must be an array of 4 numbers",
            "1"),
        argumentSet(
            "row of 3",
            "features",
            "[[1, 2, 3, 4], [1, 2, 3]]",
            "features[1] must have 4 numbers",
            "3"),
        argumentSet(
            "infinite number",
            "features",
            "[[1, 2, 3, 1e400]]",
            "features[0][3] must be a finite number",
            "1e400"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void rejectsAnInvalidRequest(String field, String json, String rule, String value) {
    assertPoison(PredictionRequest::decode, VALID.with(field, json), rule, value);
  }

  @Test
  void acceptsTheLongestSubject() {
    String longest = "€".repeat(500);

    assertThat(subjects("[\"" + longest + "\", \"two\"]").subjects())
        .containsExactly(longest, "two");
  }

  @Test
  void acceptsCharactersOutsideTheBasicPlane() {
    assertThat(subjects("[\"\\ud83d\\udcb6\", \"💷\"]").subjects()).containsExactly("💶", "💷");
  }

  @Test
  void readsMinusZeroAsZero() {
    SampleJson json = VALID.with("subjects", "[\"one\"]").with("features", "[[-0.0, -0, 0, -0e9]]");

    Features features = PredictionRequest.decode(json.bytes()).features().get(0);

    assertThat(features).isEqualTo(new Features(0, 0, 0, 0));
    assertThat(features.toArray()).containsExactly(new double[] {0.0, 0.0, 0.0, 0.0});
  }

  private static PredictionRequest subjects(String json) {
    return PredictionRequest.decode(VALID.with("subjects", json).bytes());
  }
}
