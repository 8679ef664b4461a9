package dev.aidemo.common.message;

import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rates the predictions of a batch, right or wrong for each subject: the payload of topics {@code
 * feedback}, {@code training} and {@code job}.
 *
 * <p>Throws a {@link PoisonMessageException} if a part is missing or there is not one rating for
 * each subject.
 */
public record Feedback(UUID batchId, List<String> subjects, List<Boolean> ratings) {
  public Feedback(
      @Nullable UUID batchId, @Nullable List<String> subjects, @Nullable List<Boolean> ratings) {
    this.batchId = Rules.required(batchId, "batch_id");
    this.subjects = Rules.subjects(subjects);
    this.ratings = Rules.sameLength(ratings, "ratings", this.subjects);
  }

  /**
   * Reads a payload.
   *
   * @throws PoisonMessageException if it is not JSON or breaks a rule
   */
  public static Feedback decode(byte[] json) {
    return JsonReader.read(json, Feedback::read);
  }

  private static Feedback read(JsonReader object) {
    UUID batchId = null;
    List<String> subjects = null;
    List<Boolean> ratings = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "batch_id" -> batchId = object.uuid();
        case "subjects" -> subjects = object.array(JsonReader::string);
        case "ratings" -> ratings = object.array(JsonReader::oneOrZero);
        default -> object.skip();
      }
    }
    return new Feedback(batchId, subjects, ratings);
  }

  /** Returns the payload as JSON. */
  public byte[] encode() {
    return JsonWriter.write(this::write);
  }

  /** Writes the fields of the payload. */
  public void write(JsonWriter object) throws IOException {
    object.string("batch_id", batchId);
    object.strings("subjects", subjects);
    object.array("ratings", ratings, (array, rating) -> array.number(rating ? 1 : 0));
  }
}
