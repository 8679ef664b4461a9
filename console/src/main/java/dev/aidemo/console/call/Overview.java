package dev.aidemo.console.call;

import dev.aidemo.common.cache.BatchEntry;
import dev.aidemo.common.cache.RecentBatches;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.PredictionCounts;
import dev.aidemo.common.database.TrainingPages;
import dev.aidemo.common.database.TrainingRowCounts;
import dev.aidemo.common.http.Answer;
import dev.aidemo.common.http.ApiRequest;
import dev.aidemo.common.json.JsonWriter;
import dev.aidemo.common.message.TrainedModel;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Answers what the start page shows: counts, the model that serves, and what happened last. */
public final class Overview {
  private final PredictionCounts predictions;
  private final TrainingRowCounts trainingRows;
  private final TrainingPages trainings;
  private final ServingModels models;
  private final RecentBatches batches;
  private final DeadLetterCount deadLetters;
  private final String access;
  private final boolean isLocal;

  /**
   * Reads from these.
   *
   * @param access how operators prove who they are
   * @param isLocal whether the stack runs on one machine, without Google Cloud
   */
  public Overview(
      Redis redis, Database database, DeadLetterCount deadLetters, String access, boolean isLocal) {
    this.predictions = new PredictionCounts(database);
    this.trainingRows = new TrainingRowCounts(database);
    this.trainings = new TrainingPages(database);
    this.models = new ServingModels(redis, database);
    this.batches = new RecentBatches(redis);
    this.deadLetters = deadLetters;
    this.access = access;
    this.isLocal = isLocal;
  }

  /** Answers {@code {"counts":{…},"champion":{…},"pinned":null,"latest":{…},…}}. */
  public Answer answer(ApiRequest request) {
    PredictionCounts.Counts predicted = predictions.read();
    TrainingRowCounts.Counts rows = trainingRows.read();
    TrainingPages.Count trained = trainings.count();
    Optional<TrainedModel> newest = trainings.newest(1, Optional.empty()).stream().findFirst();
    Optional<ServingModels.Model> champion = models.champion();
    Optional<ServingModels.Model> pinned = models.pinned();
    Optional<Instant> batch = newestBatch();
    OptionalLong letters = deadLetters.read();
    return Answer.json(
        object -> {
          object.object(
              "counts",
              counts -> {
                writePredictions(counts, predicted);
                counts.number("training_rows", rows.rows());
                counts.number("models", trained.trainings());
                if (letters.isPresent()) {
                  counts.number("dead_letters", letters.getAsLong());
                } else {
                  counts.nothing("dead_letters");
                }
                counts.flag(
                    "approximate", !(predicted.isExact() && rows.isExact() && trained.isExact()));
              });
          write(object, "champion", champion);
          write(object, "pinned", pinned);
          object.object(
              "latest",
              latest -> {
                latest.stringOrNull("batch", batch.orElse(null));
                latest.stringOrNull("prediction", predicted.lastCreated());
                latest.stringOrNull("rating", predicted.lastRated());
                latest.stringOrNull("training_row", rows.lastChanged());
                latest.stringOrNull("training", newest.map(TrainedModel::created).orElse(null));
                latest.stringOrNull(
                    "model",
                    pinned.or(() -> champion).map(ServingModels.Model::since).orElse(null));
              });
          object.string("access", access);
          object.flag("local", isLocal);
        });
  }

  private Optional<Instant> newestBatch() {
    return batches.page(1, Optional.empty()).stream().findFirst().map(BatchEntry::created);
  }

  private static void write(JsonWriter object, String field, Optional<ServingModels.Model> model)
      throws IOException {
    if (model.isPresent()) {
      object.object(field, model.get()::write);
    } else {
      object.nothing(field);
    }
  }

  private static void writePredictions(JsonWriter object, PredictionCounts.Counts counts)
      throws IOException {
    object.number("batches", counts.batches());
    object.number("predictions", counts.predictions());
    object.number("real", counts.real());
    object.number("fake", counts.fake());
    object.number("rated", counts.rated());
  }
}
