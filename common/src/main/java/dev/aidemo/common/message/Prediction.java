package dev.aidemo.common.message;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request with a verdict for each subject: the payload of topic {@code prediction}.
 *
 * <p>{@code modelFileName}, {@code confidence} (how likely each verdict is right, 0 to 1), {@code
 * unsure} (whether each subject may as well be the other) and {@code created} are additions to the
 * original payload, and absent from what others publish. A model that is not calibrated leaves out
 * {@code confidence} and {@code unsure}.
 *
 * <p>Throws a {@link PoisonMessageException} if a part is missing or there is not one entry for
 * each subject.
 */
public record Prediction(
    UUID batchId,
    List<String> subjects,
    List<Features> input,
    List<Verdict> output,
    @Nullable String modelFileName,
    @Nullable List<Double> confidence,
    @Nullable List<Boolean> unsure,
    @Nullable Instant created) {
  public Prediction(
      @Nullable UUID batchId,
      @Nullable List<String> subjects,
      @Nullable List<Features> input,
      @Nullable List<Verdict> output,
      @Nullable String modelFileName,
      @Nullable List<Double> confidence,
      @Nullable List<Boolean> unsure,
      @Nullable Instant created) {
    this.batchId = Rules.required(batchId, "batch_id");
    this.subjects = Rules.subjects(subjects);
    this.input = Rules.sameLength(input, "input", this.subjects);
    this.output = Rules.sameLength(output, "output", this.subjects);
    this.modelFileName = modelFileName == null ? null : Rules.fileName(modelFileName);
    this.created = Rules.time(created, "created");
    // Last, as in ListedBatch, so that one payload is rejected for one reason.
    this.confidence = confidence == null ? null : Rules.shares(confidence, this.subjects);
    this.unsure = unsure == null ? null : Rules.sameLength(unsure, "unsure", this.subjects);
  }

  /**
   * Reads a payload.
   *
   * @throws PoisonMessageException if it is not JSON or breaks a rule
   */
  public static Prediction decode(byte[] json) {
    return JsonReader.read(json, Prediction::read);
  }

  private static Prediction read(JsonReader object) {
    UUID batchId = null;
    List<String> subjects = null;
    List<Features> input = null;
    List<Verdict> output = null;
    String modelFileName = null;
    List<Double> confidence = null;
    List<Boolean> unsure = null;
    Instant created = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "batch_id" -> batchId = object.uuid();
        case "subjects" -> subjects = object.array(JsonReader::string);
        case "input" -> input = object.array(Features::read);
        case "output" -> output = object.array(Verdict::read);
        case "model_file_name" -> modelFileName = object.stringOrNull();
        case "confidence" -> confidence = object.arrayOrNull(JsonReader::number);
        case "unsure" -> unsure = object.arrayOrNull(JsonReader::bool);
        case "created" -> created = object.instantOrNull();
        default -> object.skip();
      }
    }
    return new Prediction(
        batchId, subjects, input, output, modelFileName, confidence, unsure, created);
  }

  /** Returns the payload as JSON. */
  public byte[] encode() {
    return JsonWriter.write(
        object -> {
          object.string("batch_id", batchId);
          object.strings("subjects", subjects);
          object.array("input", input, (array, row) -> array.numbers(row.toArray()));
          object.array("output", output, (array, verdict) -> array.string(verdict.word()));
          object.string("model_file_name", modelFileName);
          if (confidence != null) {
            object.array("confidence", confidence, JsonWriter::number);
          }
          if (unsure != null) {
            object.array("unsure", unsure, JsonWriter::bool);
          }
          object.string("created", created);
        });
  }
}
