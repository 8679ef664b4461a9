package dev.aidemo.common.cache;

import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import dev.aidemo.common.message.TrainedModel;
import java.io.IOException;
import java.time.Instant;

/**
 * Holds what every client reads of an entry of list {@code jobs}, whichever version or program
 * wrote it.
 *
 * @param accuracy 0 to 1
 * @param dataPrepTime seconds, as the other times
 */
public record TrainingEntry(
    String jobId,
    String modelFileName,
    int records,
    double accuracy,
    double dataPrepTime,
    double trainingTime,
    double testingTime,
    Instant created) {

  static TrainingEntry of(TrainedModel model, Instant created) {
    return new TrainingEntry(
        model.jobId().toString(),
        model.modelFileName(),
        model.records(),
        model.accuracy(),
        model.dataPrepTime(),
        model.trainingTime(),
        model.testingTime(),
        created);
  }

  static TrainingEntry read(JsonReader object) {
    String jobId = null;
    String modelFileName = null;
    Integer records = null;
    Double accuracy = null;
    Double dataPrepTime = null;
    Double trainingTime = null;
    Double testingTime = null;
    Instant created = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "job_id" -> jobId = object.string();
        case "model_file_name" -> modelFileName = object.string();
        case "records" -> records = object.integer();
        case "accuracy" -> accuracy = object.number();
        case "data_prep_time" -> dataPrepTime = object.number();
        case "training_time" -> trainingTime = object.number();
        case "testing_time" -> testingTime = object.number();
        case "created" -> created = BatchEntry.created(object);
        default -> object.skip();
      }
    }
    return new TrainingEntry(
        BatchEntry.required(jobId, "job_id"),
        BatchEntry.required(modelFileName, "model_file_name"),
        BatchEntry.required(records, "records"),
        BatchEntry.required(accuracy, "accuracy"),
        BatchEntry.required(dataPrepTime, "data_prep_time"),
        BatchEntry.required(trainingTime, "training_time"),
        BatchEntry.required(testingTime, "testing_time"),
        BatchEntry.required(created, "created"));
  }

  /** Writes the fields that clients of the original know. */
  public void write(JsonWriter object) throws IOException {
    object.string("job_id", jobId);
    object.string("model_file_name", modelFileName);
    object.number("records", records);
    object.number("accuracy", accuracy);
    object.number("data_prep_time", dataPrepTime);
    object.number("training_time", trainingTime);
    object.number("testing_time", testingTime);
    object.string("created", ListTime.format(created));
  }
}
