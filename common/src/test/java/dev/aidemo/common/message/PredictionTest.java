package dev.aidemo.common.message;

import static dev.aidemo.common.failure.PoisonAssertions.assertPoison;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.json.SampleJson;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionTest {
  static final SampleJson VALID =
      SampleJson.of(
          "batch_id",
          "\"6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11\"",
          "subjects",
          "[\"one\", \"two\"]",
          "input",
          "[[1, 2, 3, 4], [5, 6, 7, 8]]",
          "output",
          "[\"real\", \"fake\"]");

  @Test
  void acceptsAValidPrediction() {
    assertThat(Prediction.decode(VALID.bytes()).output())
        .containsExactly(Verdict.REAL, Verdict.FAKE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch_id", "subjects", "input", "output"})
  void rejectsAPredictionWithAMissingField(String field) {
    assertPoison(Prediction::decode, VALID.without(field), field + " is missing", null);
  }

  static Stream<Arguments> predictions() {
    return Stream.of(
        argumentSet(
            "row of 3", "input", "[[1, 2, 3, 4], [1, 2, 3]]", "input[1] must have 4 numbers", "3"),
        argumentSet(
            "too few rows",
            "input",
            "[[1, 2, 3, 4]]",
            "input must have one entry for each of the 2 subjects",
            "1"),
        argumentSet("class for verdict", "output", "[1, 0]", "output[0] must be real or fake", "1"),
        argumentSet(
            "another verdict",
            "output",
            "[\"real\", \"unsure\"]",
            "output[1] must be real or fake",
            "\"unsure\""),
        argumentSet(
            "verdict in capitals",
            "output",
            "[\"REAL\", \"fake\"]",
            "output[0] must be real or fake",
            "\"REAL\""),
        argumentSet(
            "null verdict", "output", "[null, \"fake\"]", "output[0] must be real or fake", "null"),
        argumentSet(
            "too few verdicts",
            "output",
            "[\"real\"]",
            "output must have one entry for each of the 2 subjects",
            "1"),
        argumentSet(
            "number for model file",
            "model_file_name",
            "7",
            "model_file_name must be a string",
            "7"),
        argumentSet(
            "path for model file",
            "model_file_name",
            "\"../model.pb\"",
            "model_file_name must have 1 to 255 letters, digits, dots, dashes or underscores",
            "../model.pb"),
        argumentSet(
            "too few confidences",
            "confidence",
            "[0.5]",
            "confidence must have one entry for each of the 2 subjects",
            "1"),
        argumentSet(
            "confidence above 1",
            "confidence",
            "[0.5, 1.5]",
            "confidence[1] must be from 0 to 1",
            "1.5"),
        argumentSet(
            "confidence below 0",
            "confidence",
            "[-0.5, 1]",
            "confidence[0] must be from 0 to 1",
            "-0.5"),
        argumentSet(
            "null confidence",
            "confidence",
            "[0.5, null]",
            "confidence[1] must be a number",
            "null"),
        argumentSet(
            "too few flags",
            "unsure",
            "[true]",
            "unsure must have one entry for each of the 2 subjects",
            "1"),
        argumentSet(
            "number for a flag", "unsure", "[true, 0]", "unsure[1] must be true or false", "0"),
        argumentSet(
            "null flag", "unsure", "[null, true]", "unsure[0] must be true or false", "null"),
        argumentSet(
            "number for a time", "created", "1795411977", "created must be a string", "1795411977"),
        argumentSet(
            "local time",
            "created",
            "\"2026-11-23 05:32\"",
            "created must be an ISO-8601 time in UTC",
            "\"2026-11-23 05:32\""),
        argumentSet(
            "time that no database holds",
            "created",
            "\"-1000000000-01-01T00:00:00Z\"",
            "created must be in the years 1 to 9999",
            "-1000000000-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @MethodSource("predictions")
  void rejectsAnInvalidPrediction(String field, String json, String rule, String value) {
    assertPoison(Prediction::decode, VALID.with(field, json), rule, value);
  }
}
