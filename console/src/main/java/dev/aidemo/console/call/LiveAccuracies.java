package dev.aidemo.console.call;

import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.ReviewedModels;
import dev.aidemo.common.database.ReviewedModels.ReviewedModel;
import dev.aidemo.common.evidence.LiveAccuracy;
import dev.aidemo.common.evidence.ReviewSample;
import dev.aidemo.common.http.Answer;
import dev.aidemo.common.http.ApiRequest;
import dev.aidemo.common.json.JsonWriter;
import java.io.IOException;
import java.util.List;

/** Answers how many of all their predictions the newest models got right, as ratings tell. */
public final class LiveAccuracies {
  private static final int MAX_MODELS = 10;

  private final ReviewedModels models;

  /** Reads from the database. */
  public LiveAccuracies(Database database) {
    this.models = new ReviewedModels(database);
  }

  /** Answers {@code {"models":[…],"min_ratings":20}}, the newest model first. */
  public Answer list(ApiRequest request) {
    List<ReviewedModel> newest = models.newest(MAX_MODELS);
    return Answer.json(
        object -> {
          object.array("models", newest, (array, model) -> array.object(one -> write(model, one)));
          object.number("min_ratings", ReviewSample.MIN_ASKED);
        });
  }

  /** With too few ratings there is no estimate, so that nobody believes it. */
  private static void write(ReviewedModel model, JsonWriter object) throws IOException {
    ReviewSample sample = model.sample();
    LiveAccuracy accuracy = sample.accuracy();
    object.string("model_file_name", model.modelFileName());
    if (sample.isEnough()) {
      object.number("accuracy", accuracy.estimate());
      object.number("low", accuracy.low());
      object.number("high", accuracy.high());
    } else {
      object.nothing("accuracy");
      object.nothing("low");
      object.nothing("high");
    }
    object.number("ratings", sample.asked());
    object.number("effective_ratings", accuracy.effectiveRows());
    object.number("predictions", sample.predictions());
    object.stringOrNull("until", model.until());
  }
}
