package dev.aidemo.predictapi;

import static dev.aidemo.common.http.HttpProblem.require;

import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.message.Feedback;
import java.util.List;
import java.util.UUID;

/** Reads the ratings of a batch. Its rules are answered in the words of the original's API. */
final class RatingsJson {
  private RatingsJson() {}

  static Feedback read(JsonReader object, UUID id) {
    UUID batchId = null;
    List<String> subjects = List.of();
    List<Double> ratings = List.of();
    while (object.nextField()) {
      switch (object.field()) {
        case "batch_id" -> batchId = object.isNull() ? null : object.uuid();
        case "subjects" -> subjects = object.arrayOrEmpty(JsonReader::string);
        case "ratings" -> ratings = object.arrayOrEmpty(JsonReader::number);
        default -> object.skip();
      }
    }
    require(batchId == null || batchId.equals(id), "batch_id must be absent or that of the path");
    require(!subjects.isEmpty(), "subjects must have one or more record");
    require(ratings.size() == subjects.size(), "ratings count must equal subjects");
    require(
        ratings.stream().allMatch(rating -> rating == 1 || rating == 0),
        "ratings must be a 1 or 0 value");
    return new Feedback(id, subjects, ratings.stream().map(rating -> rating == 1).toList());
  }
}
