package dev.aidemo.common.message;

import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import java.io.IOException;

/**
 * Names the model that served when another one was trained, with what ranks it.
 *
 * <p>Throws a {@link PoisonMessageException} if a part is missing or out of range.
 *
 * @param generation of the holdout that the accuracy was measured on
 * @param accuracy the share of the holdout that the model classifies right, 0 to 1
 */
public record ReigningModel(String modelFileName, int generation, double accuracy, long version) {
  public ReigningModel {
    Rules.fileName(modelFileName);
    accuracy = Rules.share(accuracy, "champion.accuracy");
  }

  /** Names a model that was trained. */
  public static ReigningModel of(TrainedModel model) {
    return new ReigningModel(
        model.modelFileName(), model.generation(), model.accuracy(), model.version());
  }

  static ReigningModel read(JsonReader object) {
    String modelFileName = null;
    Integer generation = null;
    Double accuracy = null;
    Long version = null;
    while (object.nextField()) {
      switch (object.field()) {
        case "model_file_name" -> modelFileName = object.string();
        case "generation" -> generation = object.integer();
        case "accuracy" -> accuracy = object.number();
        case "version" -> version = object.integer(Rules.MAX_VERSION);
        default -> object.skip();
      }
    }
    return new ReigningModel(
        Rules.required(modelFileName, "champion.model_file_name"),
        Rules.required(generation, "champion.generation"),
        Rules.required(accuracy, "champion.accuracy"),
        Rules.required(version, "champion.version"));
  }

  void write(JsonWriter object) throws IOException {
    object.string("model_file_name", modelFileName);
    object.number("generation", generation);
    object.number("accuracy", accuracy);
    object.number("version", version);
  }
}
