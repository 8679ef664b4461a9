package dev.aidemo.common.cache;

import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what every client reads of an entry of list {@code batches}, whichever version or program
 * wrote it.
 */
public record BatchEntry(
    String batchId,
    List<String> subjects,
    List<String> predictions,
    @Nullable List<Double> confidence,
    @Nullable List<Boolean> unsure,
    Instant created) {

  static BatchEntry read(JsonReader object) {
    String batchId = null;
    List<String> subjects = null;
    List<String> predictions = null;
    List<Double> confidence = null;
    List<Boolean> unsure = null;
    Instant created = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "batch_id" -> batchId = object.string();
        case "subjects" -> subjects = object.array(JsonReader::string);
        case "predictions" -> predictions = object.array(JsonReader::string);
        case "confidence" -> confidence = object.arrayOrNull(JsonReader::number);
        case "unsure" -> unsure = object.arrayOrNull(JsonReader::bool);
        case "created" -> created = created(object);
        default -> object.skip();
      }
    }
    return new BatchEntry(
        required(batchId, "batch_id"),
        required(subjects, "subjects"),
        required(predictions, "predictions"),
        confidence,
        unsure,
        required(created, "created"));
  }

  /** Writes the fields that clients of the original know, and how sure the verdicts are. */
  public void write(JsonWriter object) throws IOException {
    object.string("batch_id", batchId);
    object.strings("subjects", subjects);
    object.strings("predictions", predictions);
    writeCertainty(object, confidence, unsure);
    object.string("created", ListTime.format(created));
  }

  /** Writes what the model tells of its verdicts, and nothing that it does not. */
  static void writeCertainty(
      JsonWriter object, @Nullable List<Double> confidence, @Nullable List<Boolean> unsure)
      throws IOException {
    if (confidence != null) {
      object.array("confidence", confidence, JsonWriter::number);
    }
    if (unsure != null) {
      object.array("unsure", unsure, JsonWriter::bool);
    }
  }

  static Instant created(JsonReader object) {
    return object.choice("must be an ISO-8601 time in UTC", ListTime::parse);
  }

  static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw new PoisonMessageException(field + " is missing");
    }
    return value;
  }
}
