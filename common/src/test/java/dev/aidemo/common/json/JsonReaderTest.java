package dev.aidemo.common.json;

import static dev.aidemo.common.failure.PoisonAssertions.assertPoison;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that {@link JsonReader} rejects a value of another kind, and names its place. */
class JsonReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | null",
        "12 | 12",
        "true | true",
        "{} | an object",
        "[] | an array",
      })
  void rejectsAnythingButAStringAsAUuid(String json, String value) {
    assertPoison(Note::decode, Note.VALID.with("id", json), "id must be a string", value);
  }

  /** An object in an array has names and arrays of its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'rows': [{'n': [1, 2]}, {'n': [1, -2]}]} | n[1] must be from 0 to 2147483647",
        "{'rows': [{'n': [1, 2]}, {'n': 3}]}       | n must be an array",
        "{'rows': [{'n': [1, 2]}, 3]}              | rows[1] must be an object",
      })
  void namesThePlaceInAnObjectOfAnArray(String json, String message) {
    Function<JsonReader, Object> row =
        object -> object.nextField() ? object.array(JsonReader::integer) : List.of();

    assertThatThrownBy(
            () ->
                JsonReader.read(
                    json.replace('\'', '"').getBytes(UTF_8),
                    object -> {
                      object.nextField();
                      return object.array(
                          entry ->
                              entry.object(
                                  fields -> {
                                    Object read = row.apply(fields);
                                    fields.nextField();
                                    return read;
                                  }));
                    }))
        .hasMessageStartingWith(message);
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
  void rejectsOtherStringsAsAUuid(String string) {
    String json = "\"" + string + "\"";

    assertPoison(
        Note::decode, Note.VALID.with("id", json), "id must be a UUID", json.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11",
        "6F1A3C52-8C0E-4B7E-9A53-0D2F7B1C4E11",
        "6f1a3c528c0e4b7e9a530d2f7b1c4e11",
        "6F1a3C528c0E4b7e9A530d2f7b1c4e11"
      })
  void readsAUuidInEachNotation(String string) {
    assertThat(Note.decode(Note.VALID.with("id", "\"" + string + "\"").bytes()).id())
        .hasToString("6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | names must be an array | null",
        "\"one\" | names must be an array | \"one\"",
        "{\"0\": \"one\"} | names must be an array | an object",
        "[\"one\", null] | names[1] must be a string | null",
        "[\"one\", 2] | names[1] must be a string | 2",
        "[[\"one\"]] | names[0] must be a string | an array",
      })
  void rejectsAnythingButAnArrayOfStrings(String json, String rule, String value) {
    assertPoison(Note::decode, Note.VALID.with("names", json), rule, value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | rows must be an array | null",
        "{} | rows must be an array | an object",
        "[1, 2, 3, 4] | rows[0] must be an array of 4 numbers | 1",
        "[[1, 2, 3, 4], null] | rows[1] must be an array of 4 numbers | null",
        "[{\"variance\": 1}] | rows[0] must be an array of 4 numbers | an object",
        "[[], [1, 2, 3, 4]] | rows[0] must have 4 numbers | 0",
        "[[1, 2, 3, 4], [1, 2, 3]] | rows[1] must have 4 numbers | 3",
        "[[1, 2, 3, 4], [1, 2, 3, 4, 5]] | rows[1][4] is one number more than 4 | 5",
        "[[1, 2, null, 4]] | rows[0][2] must be a number | null",
        "[[1, 2, 3, 4], [1, \"2\", 3, 4]] | rows[1][1] must be a number | \"2\"",
        "[[\"NaN\", 2, 3, 4]] | rows[0][0] must be a number | \"NaN\"",
        "[[true, 2, 3, 4]] | rows[0][0] must be a number | true",
        "[[1, [2], 3, 4]] | rows[0][1] must be a number | an array",
        "[[1, 2, 3, 1e400]] | rows[0][3] must be a finite number | 1e400",
        "[[1, 2, 3, -1e400]] | rows[0][3] must be a finite number | -1e400",
        "[[1, 2, 3, 1e99999999999]] | rows[0][3] must be a finite number | 1e99999999999",
      })
  void rejectsAnythingButAnArrayOfRowsOfFourNumbers(String json, String rule, String value) {
    assertPoison(Note::decode, Note.VALID.with("rows", json), rule, value);
  }

  @Test
  void readsNumbersInEachNotation() {
    String numbers = "[[1e2, -2.5E-1, 9007199254740993, 1e-400]]";

    assertThat(Note.decode(Note.VALID.with("rows", numbers).bytes()).rows())
        .containsExactly(List.of(100.0, -0.25, 9007199254740992.0, 0.0));
  }
}
