package dev.aidemo.common.message;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Topic {@code request}: banknotes to be classified, one row of features for each subject.
 *
 * <p>Throws a {@link PoisonMessageException} if a part is missing, a subject occurs twice or there
 * is not one row of features for each subject.
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
        case "subjects" -> subjects = object.texts();
        case "features" -> features = object.features();
        default -> object.skip();
      }
    }
    return new PredictionRequest(batchId, subjects, features);
  }

  /** The payload as JSON. */
  public byte[] encode() {
    return JsonWriter.write(
        object -> {
          object.text("batch_id", batchId);
          object.texts("subjects", subjects);
          object.array("features", features, JsonWriter::features);
        });
  }
}
