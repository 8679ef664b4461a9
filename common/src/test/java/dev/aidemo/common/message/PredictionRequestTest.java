package dev.aidemo.common.message;

import static dev.aidemo.common.message.Refusal.assertRefused;
import static dev.aidemo.common.message.Refusal.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.failure.PoisonMessageException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionRequestTest {
  private static final String UUID = "\"6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11\"";
  private static final String SUBJECTS = "[\"one\", \"two\"]";
  private static final String FEATURES = "[[1, 2, 3, 4], [5, 6, 7, 8]]";

  static Stream<Arguments> requests() {
    return Stream.of(
        argumentSet("{}", "{}", "batch_id is missing", null),
        argumentSet(
            "no batch",
            "{\"subjects\": [\"one\"], \"features\": [[1, 2, 3, 4]]}",
            "batch_id is missing",
            null),
        argumentSet(
            "no subjects",
            "{\"batch_id\": " + UUID + ", \"features\": [[1, 2, 3, 4]]}",
            "subjects is missing",
            null),
        argumentSet(
            "no features",
            "{\"batch_id\": " + UUID + ", \"subjects\": [\"one\"]}",
            "features is missing",
            null),
        argumentSet(
            "camel case",
            "{\"batchId\": " + UUID + ", \"subjects\": [\"one\"]}",
            "batch_id is missing",
            null),
        argumentSet(
            "null batch", request("null", SUBJECTS, FEATURES), "batch_id must be a string", "null"),
        argumentSet(
            "number batch", request("12", SUBJECTS, FEATURES), "batch_id must be a string", "12"),
        argumentSet(
            "object batch",
            request("{}", SUBJECTS, FEATURES),
            "batch_id must be a string",
            "an object"),
        argumentSet(
            "null subjects", request(UUID, "null", FEATURES), "subjects must be an array", "null"),
        argumentSet(
            "text for subjects",
            request(UUID, "\"one\"", FEATURES),
            "subjects must be an array",
            "\"one\""),
        argumentSet(
            "object for subjects",
            request(UUID, "{\"0\": \"one\"}", FEATURES),
            "subjects must be an array",
            "an object"),
        argumentSet(
            "null subject",
            request(UUID, "[\"one\", null]", FEATURES),
            "subjects[1] must be a string",
            "null"),
        argumentSet(
            "number subject",
            request(UUID, "[\"one\", 2]", FEATURES),
            "subjects[1] must be a string",
            "2"),
        argumentSet(
            "array subject",
            request(UUID, "[[\"one\"]]", FEATURES),
            "subjects[0] must be a string",
            "an array"),
        argumentSet(
            "no subject at all", request(UUID, "[]", "[]"), "subjects must not be empty", null),
        argumentSet(
            "empty subject",
            request(UUID, "[\"one\", \"\"]", FEATURES),
            "subjects[1] must have 1 to 500 characters",
            "0"),
        argumentSet(
            "subject of 501",
            request(UUID, "[\"one\", \"" + "x".repeat(501) + "\"]", FEATURES),
            "subjects[1] must have 1 to 500 characters",
            "501"),
        argumentSet(
            "duplicate subject",
            request(UUID, "[\"twice\", \"twice\"]", FEATURES),
            "subjects[1] must not occur twice",
            "twice"),
        argumentSet(
            "duplicate subject in another notation",
            request(UUID, "[\"a\", \"\\u0061\"]", FEATURES),
            "subjects[1] must not occur twice",
            "a"),
        argumentSet(
            "lone high surrogate",
            request(UUID, "[\"one\", \"a\\ud83db\"]", FEATURES),
            "subjects[1] must be Unicode without NUL",
            null),
        argumentSet(
            "high surrogate at the end",
            request(UUID, "[\"one\", \"a\\ud83d\"]", FEATURES),
            "subjects[1] must be Unicode without NUL",
            null),
        argumentSet(
            "lone low surrogate",
            request(UUID, "[\"\\udcb6\", \"two\"]", FEATURES),
            "subjects[0] must be Unicode without NUL",
            null),
        argumentSet(
            "surrogates the wrong way round",
            request(UUID, "[\"\\udcb6\\ud83d\", \"two\"]", FEATURES),
            "subjects[0] must be Unicode without NUL",
            null),
        argumentSet(
            "NUL in a subject",
            request(UUID, "[\"one\", \"a\\u0000b\"]", FEATURES),
            "subjects[1] must be Unicode without NUL",
            null),
        argumentSet(
            "fewer features than subjects",
            request(UUID, SUBJECTS, "[[1, 2, 3, 4]]"),
            "features must have one entry for each of the 2 subjects",
            "1"),
        argumentSet(
            "more features than subjects",
            request(UUID, "[\"one\"]", FEATURES),
            "features must have one entry for each of the 1 subjects",
            "2"),
        argumentSet(
            "null features", request(UUID, SUBJECTS, "null"), "features must be an array", "null"),
        argumentSet(
            "object for features",
            request(UUID, SUBJECTS, "{}"),
            "features must be an array",
            "an object"),
        argumentSet(
            "flat features",
            request(UUID, SUBJECTS, "[1, 2, 3, 4]"),
            "features[0] must be an array of 4 numbers",
            "1"),
        argumentSet(
            "null row",
            request(UUID, SUBJECTS, "[[1, 2, 3, 4], null]"),
            "features[1] must be an array of 4 numbers",
            "null"),
        argumentSet(
            "row of names",
            request(UUID, SUBJECTS, "[{\"variance\": 1}]"),
            "features[0] must be an array of 4 numbers",
            "an object"),
        argumentSet(
            "row of none",
            request(UUID, SUBJECTS, "[[], [1, 2, 3, 4]]"),
            "features[0] must have 4 numbers",
            "0"),
        argumentSet(
            "row of 3",
            request(UUID, SUBJECTS, "[[1, 2, 3, 4], [1, 2, 3]]"),
            "features[1] must have 4 numbers",
            "3"),
        argumentSet(
            "row of 5",
            request(UUID, SUBJECTS, "[[1, 2, 3, 4], [1, 2, 3, 4, 5]]"),
            "features[1][4] is one number more than 4",
            "5"),
        argumentSet(
            "row of a million",
            request(UUID, SUBJECTS, "[[" + "7,".repeat(999_999) + "7]]"),
            "features[0][4] is one number more than 4",
            "7"),
        argumentSet(
            "null number",
            request(UUID, SUBJECTS, "[[1, 2, null, 4]]"),
            "features[0][2] must be a number",
            "null"),
        argumentSet(
            "number in quotes",
            request(UUID, SUBJECTS, "[[1, 2, 3, 4], [1, \"2\", 3, 4]]"),
            "features[1][1] must be a number",
            "\"2\""),
        argumentSet(
            "NaN in quotes",
            request(UUID, SUBJECTS, "[[\"NaN\", 2, 3, 4]]"),
            "features[0][0] must be a number",
            "\"NaN\""),
        argumentSet(
            "true for a number",
            request(UUID, SUBJECTS, "[[true, 2, 3, 4]]"),
            "features[0][0] must be a number",
            "true"),
        argumentSet(
            "array for a number",
            request(UUID, SUBJECTS, "[[1, [2], 3, 4]]"),
            "features[0][1] must be a number",
            "an array"),
        argumentSet(
            "too large a number",
            request(UUID, SUBJECTS, "[[1, 2, 3, 1e400]]"),
            "features[0][3] must be a finite number",
            "1e400"),
        argumentSet(
            "too small a number",
            request(UUID, SUBJECTS, "[[1, 2, 3, -1e400]]"),
            "features[0][3] must be a finite number",
            "-1e400"),
        argumentSet(
            "an exponent beyond all bounds",
            request(UUID, SUBJECTS, "[[1, 2, 3, 1e99999999999]]"),
            "features[0][3] must be a finite number",
            "1e99999999999"),
        argumentSet(
            "a million subjects",
            request(UUID, "[" + "\"x\",".repeat(999_999) + "\"x\"]", FEATURES),
            "subjects must have at most 250000 entries",
            null),
        argumentSet(
            "a million rows",
            request(UUID, SUBJECTS, "[" + "[1,2,3,4],".repeat(999_999) + "[1,2,3,4]]"),
            "features must have at most 250000 entries",
            null));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void refusesABadRequest(String json, String rule, String value) {
    assertRefused(PredictionRequest::decode, json, rule, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "6f1a3c52",
        "1-1-1-1-1",
        "6f1a3c528c0e4b7e9a530d2f7b1c4e1",
        "6f1a3c528c0e4b7e9a530d2f7b1c4e111",
        "6f1a3c528c0e4b7e9a530d2f7b1c4e1g",
        "6f1a3c5-28c0e-4b7e-9a53-0d2f7b1c4e11",
        "6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e1",
        "6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e111",
        "6f1a3c52_8c0e_4b7e_9a53_0d2f7b1c4e11",
        "6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e1x",
        "{6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11}",
        "urn:uuid:6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11",
        " 6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11",
        "6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11\\n",
        "6f1a3c528c0e4b7\\n9a530d2f7b1c4e111",
        "٦f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11"
      })
  void refusesWhatIsNotAUuid(String text) {
    PoisonMessageException refusal =
        refusal(
            PredictionRequest::decode,
            Refusal.bytes(request("\"" + text + "\"", SUBJECTS, FEATURES)));

    assertThat(refusal).hasMessage("batch_id must be a UUID");
    assertThat(refusal.reason())
        .isEqualTo("batch_id must be a UUID, got \"" + text.replace("\\n", "\n") + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11",
        "6F1A3C52-8C0E-4B7E-9A53-0D2F7B1C4E11",
        "6f1a3c528c0e4b7e9a530d2f7b1c4e11",
        "6F1a3C528c0E4b7e9A530d2f7b1c4e11"
      })
  void takesAUuidForTheSameInEachNotation(String text) {
    assertThat(
            PredictionRequest.decode(Refusal.bytes(request("\"" + text + "\"", SUBJECTS, FEATURES)))
                .batchId())
        .hasToString("6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11");
  }

  @Test
  void acceptsTheLongestSubject() {
    String longest = "€".repeat(500);

    assertThat(
            PredictionRequest.decode(
                    Refusal.bytes(request(UUID, "[\"" + longest + "\", \"two\"]", FEATURES)))
                .subjects())
        .containsExactly(longest, "two");
  }

  @Test
  void acceptsCharactersOutsideTheBasicPlane() {
    assertThat(
            PredictionRequest.decode(
                    Refusal.bytes(request(UUID, "[\"\\ud83d\\udcb6\", \"💷\"]", FEATURES)))
                .subjects())
        .containsExactly("💶", "💷");
  }

  @Test
  void readsMinusZeroAsZero() {
    Features features =
        PredictionRequest.decode(Refusal.bytes(request(UUID, "[\"one\"]", "[[-0.0, -0, 0, -0e9]]")))
            .features()
            .get(0);

    assertThat(features).isEqualTo(new Features(0, 0, 0, 0));
    assertThat(features.toArray()).containsExactly(new double[] {0.0, 0.0, 0.0, 0.0});
  }

  @Test
  void readsNumbersInEachNotation() {
    String numbers = "[[1e2, -2.5E-1, 9007199254740993, 1e-400]]";

    assertThat(
            PredictionRequest.decode(Refusal.bytes(request(UUID, "[\"one\"]", numbers))).features())
        .containsExactly(new Features(100, -0.25, 9007199254740992.0, 0));
  }

  private static String request(String batch, String subjects, String features) {
    return Payload.of("batch_id", batch, "subjects", subjects, "features", features).toString();
  }
}
