package dev.aidemo.ingestapi;

import static dev.aidemo.common.http.HttpProblem.require;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.http.HttpProblem;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.message.PredictionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a batch of notes as JSON. Its rules are answered in the words of the original's API. */
final class NotesJson {
  /** Bounds the memory of a row that is too long. */
  private static final int MAX_ROW = 100;

  private NotesJson() {}

  /**
   * Reads a batch.
   *
   * @param given the id that the batch must have; without it, the id in the body or a random one
   */
  static PredictionRequest read(JsonReader object, Optional<UUID> given) {
    UUID batchId = null;
    List<String> subjects = List.of();
    List<@Nullable Features> features = List.of();
    while (object.nextField()) {
      switch (object.field()) {
        case "batch_id" -> batchId = object.isNull() ? null : object.uuid();
        case "subjects" -> subjects = object.arrayOrEmpty(JsonReader::string);
        case "features" -> features = rows(object);
        default -> object.skip();
      }
    }
    require(!subjects.isEmpty(), "subjects must have one or more record");
    require(features.size() == subjects.size(), "features count must equal subjects");
    List<Features> complete = new ArrayList<>(features.size());
    for (Features row : features) {
      if (row == null) {
        throw HttpProblem.badRequest("there must be four features per subject");
      }
      complete.add(row);
    }
    require(
        given.isEmpty() || batchId == null || given.get().equals(batchId),
        "batch_id must be absent where there is an Idempotency-Key");
    UUID made = batchId == null ? UUID.randomUUID() : batchId;
    return new PredictionRequest(given.orElse(made), subjects, complete);
  }

  /** Reads rows of any length, because the number of rows is judged before their length. */
  private static List<@Nullable Features> rows(JsonReader array) {
    if (array.isNull()) {
      return List.of();
    }
    List<@Nullable Features> rows = new ArrayList<>();
    array.count(
        row -> {
          double[] numbers = row.numbersUpTo(MAX_ROW);
          rows.add(numbers.length == Features.COUNT ? Features.of(numbers) : null);
        });
    return rows;
  }
}
