package dev.aidemo.common.message;

import dev.aidemo.common.evidence.JudgedModel;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import java.io.IOException;
import java.time.Instant;

/**
 * Names a model in a {@link Decision}, with what is needed to serve, to rank and to judge it.
 *
 * <p>Throws a {@link PoisonMessageException} if a part is missing or out of range.
 *
 * @param generation of the holdout that the accuracy was measured on
 * @param accuracy the share of the holdout that the model classifies right, 0 to 1
 * @param version 0 for the starter model
 * @param records how many rows the model was trained on
 * @param trainedUntil no label that was stored later was trained on
 */
public record DecidedModel(
    String modelFileName,
    int generation,
    double accuracy,
    long version,
    long records,
    Instant trainedUntil) {
  public DecidedModel {
    Rules.fileName(modelFileName);
    accuracy = Rules.share(accuracy, "accuracy");
    Rules.time(trainedUntil, "trained_until");
  }

  /** Names a model by its message; one without a decision has not seen what came after it. */
  public static DecidedModel of(TrainedModel model) {
    Decision decision = model.decision();
    Instant created = model.created() == null ? Instant.EPOCH : model.created();
    return new DecidedModel(
        model.modelFileName(),
        model.generation(),
        model.accuracy(),
        model.version(),
        model.records(),
        decision == null ? created : decision.labelsUntil());
  }

  /** Returns the model as the statistics name it. */
  public JudgedModel judged() {
    return new JudgedModel(version, records);
  }

  static DecidedModel read(JsonReader object) {
    String modelFileName = null;
    Integer generation = null;
    Double accuracy = null;
    Long version = null;
    Long records = null;
    Instant trainedUntil = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "model_file_name" -> modelFileName = object.string();
        case "generation" -> generation = object.integer();
        case "accuracy" -> accuracy = object.number();
        case "version" -> version = object.integer(Rules.MAX_VERSION);
        case "records" -> records = object.integer(Rules.MAX_VERSION);
        case "trained_until" -> trainedUntil = object.instantOrNull();
        default -> object.skip();
      }
    }
    return new DecidedModel(
        Rules.required(modelFileName, "model_file_name"),
        Rules.required(generation, "generation"),
        Rules.required(accuracy, "accuracy"),
        Rules.required(version, "version"),
        Rules.required(records, "records"),
        Rules.required(trainedUntil, "trained_until"));
  }

  void write(JsonWriter object) throws IOException {
    object.string("model_file_name", modelFileName);
    object.number("generation", generation);
    object.number("accuracy", accuracy);
    object.number("version", version);
    object.number("records", records);
    object.string("trained_until", trainedUntil);
  }
}
