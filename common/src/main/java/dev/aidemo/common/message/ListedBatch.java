package dev.aidemo.common.message;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Fingerprint;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of a {@link Prediction} what Redis lists. It obeys the same rules, but the features, which
 * are most of the memory, are checked and forgotten.
 *
 * @param content identifies subjects and features, so that other content under the same id is found
 */
public record ListedBatch(
    UUID batchId,
    List<String> subjects,
    List<Verdict> output,
    String content,
    @Nullable String modelFileName,
    @Nullable List<Double> confidence,
    @Nullable List<Boolean> unsure,
    @Nullable Instant created) {
  public ListedBatch(
      @Nullable UUID batchId,
      @Nullable List<String> subjects,
      @Nullable List<Verdict> output,
      String content,
      @Nullable String modelFileName,
      @Nullable List<Double> confidence,
      @Nullable List<Boolean> unsure,
      @Nullable Instant created) {
    this.batchId = Rules.required(batchId, "batch_id");
    this.subjects = Rules.subjects(subjects);
    this.output = Rules.sameLength(output, "output", this.subjects);
    this.content = content;
    this.modelFileName = modelFileName == null ? null : Rules.fileName(modelFileName);
    this.created = Rules.time(created, "created");
    this.confidence = confidence == null ? null : Rules.shares(confidence, this.subjects);
    this.unsure = unsure == null ? null : Rules.sameLength(unsure, "unsure", this.subjects);
  }

  /**
   * Reads the payload of topic {@code prediction}.
   *
   * @throws PoisonMessageException under the same conditions as {@link Prediction#decode}
   */
  public static ListedBatch decode(byte[] json) {
    return JsonReader.read(json, ListedBatch::read);
  }

  private static ListedBatch read(JsonReader object) {
    UUID batchId = null;
    List<String> subjects = null;
    var features = new Fingerprint();
    Integer inputs = null;
    List<Verdict> output = null;
    String modelFileName = null;
    List<Double> confidence = null;
    List<Boolean> unsure = null;
    Instant created = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "batch_id" -> batchId = object.uuid();
        case "subjects" -> subjects = object.array(JsonReader::string);
        case "input" -> inputs = object.count(row -> features.add(Features.read(row)));
        case "output" -> output = object.array(Verdict::read);
        case "model_file_name" -> modelFileName = object.stringOrNull();
        case "confidence" -> confidence = object.arrayOrNull(JsonReader::number);
        case "unsure" -> unsure = object.arrayOrNull(JsonReader::bool);
        case "created" -> created = object.instantOrNull();
        default -> object.skip();
      }
    }
    Rules.required(batchId, "batch_id");
    List<String> named = Rules.subjects(subjects);
    Rules.sameLength(Rules.required(inputs, "input"), "input", named);
    return new ListedBatch(
        batchId,
        named,
        output,
        content(named, features),
        modelFileName,
        confidence,
        unsure,
        created);
  }

  /** Identifies subjects and features by the first 64 bits of a SHA-256. */
  public static String content(List<String> subjects, Fingerprint features) {
    subjects.forEach(subject -> features.add(subject.length() + ":" + subject));
    return features.hex().substring(0, 16);
  }
}
