package dev.aidemo.common.json;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Reads an object with a field of each kind that payloads have, for tests of {@link JsonReader}.
 *
 * @param names strings
 * @param rows of four numbers each
 */
record Note(UUID id, List<String> names, List<List<Double>> rows) {
  static final String ID = "\"6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11\"";
  static final String NAMES = "[\"one\", \"two\"]";
  static final String ROWS = "[[1, 2, 3, 4], [5, 6, 7, 8]]";

  /** The object as JSON. */
  static final SampleJson VALID = SampleJson.of("id", ID, "names", NAMES, "rows", ROWS);

  static Note decode(byte[] json) {
    return JsonReader.read(json, Note::read);
  }

  private static Note read(JsonReader object) {
    UUID id = null;
    List<String> names = null;
    List<List<Double>> rows = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "id" -> id = object.uuid();
        case "names" -> names = object.array(JsonReader::string);
        case "rows" -> rows = object.array(row -> Arrays.stream(row.numbers(4)).boxed().toList());
        default -> object.skip();
      }
    }
    return new Note(id, names, rows);
  }
}
