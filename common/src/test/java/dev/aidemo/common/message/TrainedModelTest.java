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

class TrainedModelTest {
  private static final String SCORES =
      "{\"precision\": 1, \"recall\": 1, \"f1-score\": 1, \"support\": 2}";
  private static final String REPORT =
      "{\"0\": %1$s, \"1\": %1$s, \"macro avg\": %1$s, \"weighted avg\": %1$s, \"accuracy\": 1}"
          .formatted(SCORES);
  private static final SampleJson VALID =
      SampleJson.of(
          "job_id",
          "\"0b8d8bb4-52ee-4a0e-8f6c-5b1de5a0a9c7\"",
          "model_file_name",
          "\"model.pb\"",
          "records",
          "7",
          "accuracy",
          "1",
          "report",
          REPORT,
          "data_prep_time",
          "0",
          "training_time",
          "0.5",
          "testing_time",
          "1");

  @Test
  void acceptsAValidModel() {
    assertThat(TrainedModel.decode(VALID.bytes()).records()).isEqualTo(7);
  }

  static Stream<Arguments> models() {
    String fileName =
        "model_file_name must have 1 to 255 letters, digits, dots, dashes or underscores";
    return Stream.of(
        argumentSet("null job", "job_id", "null", "job_id must be a string", "null"),
        argumentSet("job that is no UUID", "job_id", "\"7\"", "job_id must be a UUID", "\"7\""),
        argumentSet(
            "null file", "model_file_name", "null", "model_file_name must be a string", "null"),
        argumentSet("empty file", "model_file_name", "\"\"", fileName, ""),
        argumentSet("file in a folder", "model_file_name", "\"a/b\"", fileName, "a/b"),
        argumentSet("file with a line end", "model_file_name", "\"a\\n\"", fileName, "a\n"),
        argumentSet("half a record", "records", "1.5", "records must be a whole number", "1.5"),
        argumentSet(
            "records in quotes", "records", "\"1\"", "records must be a whole number", "\"1\""),
        argumentSet("-1 records", "records", "-1", "records must be from 0 to 2147483647", "-1"),
        argumentSet(
            "more records than an int holds",
            "records",
            "2147483648",
            "records must be from 0 to 2147483647",
            "2147483648"),
        argumentSet(
            "more records than a long holds",
            "records",
            "9223372036854775808",
            "records must be from 0 to 2147483647",
            "9223372036854775808"),
        argumentSet("accuracy above 1", "accuracy", "1.01", "accuracy must be from 0 to 1", "1.01"),
        argumentSet(
            "accuracy in percent", "accuracy", "\"98 %\"", "accuracy must be a number", "\"98 %\""),
        argumentSet("null accuracy", "accuracy", "null", "accuracy must be a number", "null"),
        argumentSet(
            "infinite accuracy", "accuracy", "1e400", "accuracy must be a finite number", "1e400"),
        argumentSet(
            "time below 0",
            "training_time",
            "-1",
            "training_time must be seconds, 0 or more",
            "-1.0"),
        argumentSet(
            "null time", "data_prep_time", "null", "data_prep_time must be a number", "null"),
        argumentSet(
            "time in words", "testing_time", "\"1 s\"", "testing_time must be a number", "\"1 s\""),
        argumentSet(
            "version below 0", "version", "-1", "version must be from 0 to 9007199254740991", "-1"),
        argumentSet(
            "version that a double would round",
            "version",
            "9007199254740992",
            "version must be from 0 to 9007199254740991",
            "9007199254740992"),
        argumentSet(
            "version in words", "version", "\"v1\"", "version must be a whole number", "\"v1\""),
        argumentSet(
            "holdout without generation",
            "holdout",
            "\"9f3ac2d1\"",
            "holdout must be a generation and a hash, as in 1-9f3ac2d1",
            "9f3ac2d1"),
        argumentSet("number for trainer", "trainer", "1", "trainer must be a string", "1"),
        argumentSet(
            "trainer longer than its column",
            "trainer",
            "\"" + "x".repeat(49) + "\"",
            "trainer must have at most 48 characters",
            "49"),
        argumentSet(
            "half a character in trainer",
            "trainer",
            "\"\\ud800\"",
            "trainer must be Unicode without NUL",
            null),
        argumentSet(
            "NUL in the fingerprint",
            "data_sha256",
            "\"\\u0000\"",
            "data_sha256 must be Unicode without NUL",
            null),
        argumentSet(
            "fingerprint longer than its column",
            "data_sha256",
            "\"" + "x".repeat(65) + "\"",
            "data_sha256 must have at most 64 characters",
            "65"),
        argumentSet(
            "time that no database holds",
            "created",
            "\"+1000000000-12-31T23:59:59.999999999Z\"",
            "created must be in the years 1 to 9999",
            "+1000000000-12-31T23:59:59.999999999Z"),
        argumentSet(
            "file name that is a folder's",
            "model_file_name",
            "\"..\"",
            "model_file_name must have 1 to 255 letters, digits, dots, dashes or underscores",
            ".."),
        argumentSet(
            "time without zone",
            "created",
            "\"2026-11-23T05:32:57\"",
            "created must be an ISO-8601 time in UTC",
            "\"2026-11-23T05:32:57\""),
        argumentSet("null report", "report", "null", "report must be an object", "null"),
        argumentSet("array for report", "report", "[1]", "report must be an object", "an array"),
        argumentSet("empty report", "report", "{}", "report.0 is missing", null),
        argumentSet(
            "report without a class",
            "report",
            REPORT.replace("\"1\":", "\"2\":"),
            "report.1 is missing",
            null),
        argumentSet(
            "report without macro average",
            "report",
            REPORT.replace("macro avg", "micro avg"),
            "report.macro avg is missing",
            null),
        argumentSet(
            "report without weighted average",
            "report",
            REPORT.replace("weighted avg", "samples avg"),
            "report.weighted avg is missing",
            null),
        argumentSet(
            "report without accuracy",
            "report",
            REPORT.replace("accuracy", "exactness"),
            "report.accuracy is missing",
            null),
        argumentSet(
            "report without precision",
            "report",
            REPORT.replaceFirst("\"precision\": 1, ", ""),
            "report precision is missing",
            null),
        argumentSet(
            "report without recall",
            "report",
            REPORT.replaceFirst("\"recall\": 1, ", ""),
            "report recall is missing",
            null),
        argumentSet(
            "report without f1-score",
            "report",
            REPORT.replaceFirst("\"f1-score\": 1, ", ""),
            "report f1-score is missing",
            null),
        argumentSet(
            "report without support",
            "report",
            REPORT.replaceFirst(", \"support\": 2", ""),
            "report support is missing",
            null),
        argumentSet(
            "precision above 1",
            "report",
            REPORT.replaceFirst("\"precision\": 1", "\"precision\": 2"),
            "report precision must be from 0 to 1",
            "2.0"),
        argumentSet(
            "support below 0",
            "report",
            REPORT.replaceFirst("\"support\": 2", "\"support\": -2"),
            "report support must be 0 or more",
            "-2.0"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void rejectsAnInvalidModel(String field, String json, String rule, String value) {
    assertPoison(TrainedModel::decode, VALID.with(field, json), rule, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "job_id",
        "model_file_name",
        "records",
        "accuracy",
        "report",
        "data_prep_time",
        "training_time",
        "testing_time"
      })
  void rejectsAModelWithAMissingField(String field) {
    assertPoison(TrainedModel::decode, VALID.without(field), field + " is missing", null);
  }

  @Test
  void shortensALongValue() {
    assertPoison(
        TrainedModel::decode,
        VALID.with("model_file_name", "\"" + "/".repeat(1_000) + "\""),
        "model_file_name must have 1 to 255 letters, digits, dots, dashes or underscores",
        "/".repeat(80) + "…");
  }

  @Test
  void treatsAnAccuracyOfMinusZeroAsZero() {
    assertThat(TrainedModel.decode(VALID.with("accuracy", "-0.0").bytes()))
        .isEqualTo(TrainedModel.decode(VALID.with("accuracy", "0").bytes()));
  }
}
