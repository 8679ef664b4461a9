package dev.aidemo.console.call;

import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.TrainingPages;
import dev.aidemo.common.json.JsonWriter;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.promotion.Rank;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Describes the champion and the pinned model, as Redis names them and table jobs knows them. */
final class ServingModels {
  private final ModelRegister register;
  private final TrainingPages trainings;

  ServingModels(Redis redis, Database database) {
    this.register = new ModelRegister(redis);
    this.trainings = new TrainingPages(database);
  }

  /**
   * Describes a model; what its training would tell is null until that is stored.
   *
   * @param since when it was trained
   */
  record Model(
      String fileName,
      @Nullable Long version,
      @Nullable Double accuracy,
      @Nullable Integer records,
      @Nullable String trainer,
      @Nullable Instant since) {

    private static Model of(TrainedModel model) {
      return new Model(
          model.modelFileName(),
          model.version(),
          model.accuracy(),
          model.records(),
          model.trainer(),
          model.created());
    }

    void write(JsonWriter object) throws IOException {
      object.string("model_file_name", fileName);
      number(object, "version", version);
      number(object, "accuracy", accuracy);
      number(object, "records", records);
      object.stringOrNull("trainer", trainer);
      object.stringOrNull("since", since);
    }

    private static void number(JsonWriter object, String field, @Nullable Number value)
        throws IOException {
      if (value == null) {
        object.nothing(field);
      } else if (value instanceof Double) {
        object.number(field, value.doubleValue());
      } else {
        object.number(field, value.longValue());
      }
    }
  }

  Optional<Model> champion() {
    return register
        .championRank()
        .map(rank -> trainings.find(rank.fileName()).map(Model::of).orElseGet(() -> of(rank)));
  }

  Optional<Model> pinned() {
    return register
        .pinned()
        .map(
            fileName ->
                trainings
                    .find(fileName)
                    .map(Model::of)
                    .orElseGet(() -> new Model(fileName, null, null, null, null, null)));
  }

  private static Model of(Rank rank) {
    return new Model(rank.fileName(), rank.version(), rank.accuracy(), null, null, null);
  }
}
