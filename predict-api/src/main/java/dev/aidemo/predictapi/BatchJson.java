package dev.aidemo.predictapi;

import dev.aidemo.common.cache.BatchEntry;
import dev.aidemo.common.database.RatedBatches.RatedBatch;
import dev.aidemo.common.database.RatedBatches.Row;
import dev.aidemo.common.json.JsonWriter;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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
    array(object, "confidence", ofAll(rows, Row::confidence), JsonWriter::number);
    array(object, "unsure", ofAll(rows, Row::unsure), JsonWriter::bool);
    object.array("ratings", rows, (array, row) -> rating(array, row.correct()));
    object.stringOrNull("model_file_name", batch.modelFileName());
    object.stringOrNull("created", batch.created());
  }

  private static <T> @Nullable List<T> ofAll(List<Row> rows, Function<Row, @Nullable T> read) {
    List<T> values = rows.stream().map(read).filter(Objects::nonNull).toList();
    return values.size() == rows.size() ? values : null;
  }

  /** Redis knows neither features nor ratings. */
  static void write(BatchEntry batch, JsonWriter object) throws IOException {
    object.string("batch_id", batch.batchId());
    object.strings("subjects", batch.subjects());
    object.nothing("input");
    object.strings("predictions", batch.predictions());
    array(object, "confidence", batch.confidence(), JsonWriter::number);
    array(object, "unsure", batch.unsure(), JsonWriter::bool);
    object.array(
        "ratings",
        Collections.nCopies(batch.subjects().size(), "unknown"),
        (array, unknown) -> array.nothing());
    object.nothing("model_file_name");
    object.string("created", batch.created());
  }

  private static <T> void array(
      JsonWriter object, String field, @Nullable List<T> values, JsonWriter.Entry<T> entry)
      throws IOException {
    if (values == null) {
      object.nothing(field);
    } else {
      object.array(field, values, entry);
    }
  }

  private static void rating(JsonWriter array, @Nullable Boolean correct) throws IOException {
    if (correct == null) {
      array.nothing();
    } else {
      array.number(correct ? 1 : 0);
    }
  }
}
