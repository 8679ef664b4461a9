package dev.aidemo.common.message;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a batch of banknotes to be classified: the payload of topic {@code request}, one row of
 * features for each subject.
 *
 * <p>Throws a {@link PoisonMessageException} if a part is missing or there is not one row of
 * features for each subject.
 */
public record PredictionRequest(UUID batchId, List<String> subjects, List<Features> features) {
  public PredictionRequest(
      @Nullable UUID batchId, @Nullable List<String> subjects, @Nullable List<Features> features) {
    this.batchId = Rules.required(batchId, "batch_id");
    this.subjects = Rules.subjects(subjects);
    this.features = Rules.sameLength(features, "features", this.subjects);
  }

  /**
   * Reads a payload.
   *
   * @throws PoisonMessageException if it is not JSON or breaks a rule
   */
  public static PredictionRequest decode(byte[] json) {
    return JsonReader.read(json, PredictionRequest::read);
  }

  private static PredictionRequest read(JsonReader object) {
    UUID batchId = null;
    List<String> subjects = null;
    List<Features> features = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "batch_id" -> batchId = object.uuid();
        case "subjects" -> subjects = object.array(JsonReader::string);
        case "features" -> features = object.array(Features::read);
        default -> object.skip();
      }
    }
    return new PredictionRequest(batchId, subjects, features);
  }

  /**
   * Requires that a batch can have such a subject.
   *
   * @throws PoisonMessageException if it cannot; {@code field} names it
   */
  public static void requireSubject(String subject, String field) {
    Rules.requireSubject(subject, field);
  }

  /** Returns the payload as JSON. */
  public byte[] encode() {
    return JsonWriter.write(this::write);
  }

  /** Writes the fields of the payload. */
  public void write(JsonWriter object) throws IOException {
    object.string("batch_id", batchId);
    object.strings("subjects", subjects);
    object.array("features", features, (array, row) -> array.numbers(row.toArray()));
  }
}
