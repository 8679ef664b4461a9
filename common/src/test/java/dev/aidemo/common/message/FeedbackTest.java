package dev.aidemo.common.message;

import static dev.aidemo.common.failure.PoisonAssertions.assertPoison;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.aidemo.common.json.SampleJson;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackTest {
  private static final SampleJson VALID =
      SampleJson.of(
          "batch_id",
          "\"6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11\"",
          "subjects",
          "[\"one\", \"two\"]",
          "ratings",
          "[1, 0]");

  @Test
  void acceptsValidFeedback() {
    assertThat(Feedback.decode(VALID.bytes()).ratings()).containsExactly(true, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true", "false", "1.0", "0.0", "1e0", "2", "-1", "-0", "10", "null", "\"1\"", "\"\"", "1.5"
      })
  void rejectsARatingOtherThanOneAndZero(String rating) {
    assertPoison(
        Feedback::decode,
        VALID.with("ratings", "[1, " + rating + "]"),
        "ratings[1] must be 1 or 0",
        rating);
  }

  static Stream<Arguments> ratings() {
    return Stream.of(
        argumentSet("null", "null", "ratings must be an array", "null"),
        argumentSet("a number", "1", "ratings must be an array", "1"),
        argumentSet("an array in it", "[[1], 0]", "ratings[0] must be 1 or 0", "an array"),
        argumentSet("an object in it", "[1, {}]", "ratings[1] must be 1 or 0", "an object"),
        argumentSet(
            "too few", "[1]", "ratings must have one entry for each of the 2 subjects", "1"),
        argumentSet(
            "too many", "[1, 0, 1]", "ratings must have one entry for each of the 2 subjects", "3"),
        argumentSet(
            "a million",
            "[" + "1,".repeat(999_999) + "1]",
            "ratings must have at most 250000 entries",
            null));
  }

  @ParameterizedTest
  @MethodSource("ratings")
  void rejectsInvalidRatings(String ratings, String rule, String value) {
    assertPoison(Feedback::decode, VALID.with("ratings", ratings), rule, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch_id", "subjects", "ratings"})
  void rejectsFeedbackWithAMissingField(String field) {
    assertPoison(Feedback::decode, VALID.without(field), field + " is missing", null);
  }
}
