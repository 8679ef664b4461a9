package dev.aidemo.predictapi;

import dev.aidemo.common.cache.BatchEntry;
import dev.aidemo.common.database.RatedBatches.RatedBatch;
import dev.aidemo.common.database.RatedBatches.Row;
import dev.aidemo.common.json.JsonWriter;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a single batch. What is not known of it is null. */
final class BatchJson {
  private BatchJson() {}

  static void write(RatedBatch batch, JsonWriter object) throws IOException {
    List<Row> rows = batch.rows();
    object.string("batch_id", batch.id());
    object.strings("subjects", rows.stream().map(Row::subject).toList());
    object.array("input", rows, (array, row) -> array.numbers(row.input().toArray()));
    object.strings("predictions", rows.stream().map(Row::prediction).toList());
    if (rows.stream().anyMatch(row -> row.confidence() == null)) {
      object.nothing("confidence");
    } else {
      object.array(
          "confidence",
          rows,
          (array, row) -> array.number(Objects.requireNonNull(row.confidence()).doubleValue()));
    }
    object.array("ratings", rows, (array, row) -> rating(array, row.correct()));
    object.stringOrNull("model_file_name", batch.modelFileName());
    object.stringOrNull("created", batch.created());
  }

  /** Redis knows neither features nor ratings. */
  static void write(BatchEntry batch, JsonWriter object) throws IOException {
    object.string("batch_id", batch.batchId());
    object.strings("subjects", batch.subjects());
    object.nothing("input");
    object.strings("predictions", batch.predictions());
    object.nothing("confidence");
    object.array(
        "ratings",
        Collections.nCopies(batch.subjects().size(), "unknown"),
        (array, unknown) -> array.nothing());
    object.nothing("model_file_name");
    object.string("created", batch.created());
  }

  private static void rating(JsonWriter array, @Nullable Boolean correct) throws IOException {
    if (correct == null) {
      array.nothing();
    } else {
      array.number(correct ? 1 : 0);
    }
  }
}
