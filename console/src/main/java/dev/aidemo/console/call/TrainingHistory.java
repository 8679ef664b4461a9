package dev.aidemo.console.call;

import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.SkippedTrainings;
import dev.aidemo.common.database.TrainingPages;
import dev.aidemo.common.http.Answer;
import dev.aidemo.common.http.ApiRequest;
import dev.aidemo.common.json.JsonWriter;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.promotion.Promotion;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.predictapi.Paging;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Answers the finished trainings, whether each model was promoted and why not. */
public final class TrainingHistory {
  private static final int MAX_LIMIT = 100;
  private static final int MAX_SKIPPED = 20;

  /** Most challengers are decided within far fewer trainings. */
  private static final int MAX_DECISIONS = 200;

  private final TrainingPages trainings;
  private final SkippedTrainings skipped;
  private final ModelFiles files;

  /** Reads from these. */
  public TrainingHistory(Database database, ModelFiles files) {
    this.trainings = new TrainingPages(database);
    this.skipped = new SkippedTrainings(database);
    this.files = files;
  }

  /** Answers a page, newest first: {@code {"trainings":[…],"skipped":[…]}}. */
  public Answer page(ApiRequest request) {
    int limit = request.query("limit", 25, 1, MAX_LIMIT);
    List<TrainedModel> page = trainings.newest(limit, Paging.before(request));
    List<Compared> compared = compared(page);
    ModelFiles.Listing listing = files.list();
    List<SkippedTrainings.Skipped> withoutModel = skipped.newest(MAX_SKIPPED);
    return Answer.json(
        object -> {
          object.array(
              "trainings",
              compared,
              (array, training) -> array.object(fields -> write(fields, training, listing)));
          object.array(
              "skipped",
              withoutModel,
              (array, set) ->
                  array.object(
                      training -> {
                        training.string("created", set.created());
                        training.string("reason", set.reason());
                      }));
          object.string("available_message", listing.problem());
        });
  }

  private record Compared(TrainedModel model, Promotion promotion) {}

  /** Compares each model of the page with the champion of its time; newest first, as the page. */
  private List<Compared> compared(List<TrainedModel> page) {
    List<TrainedModel> models = new ArrayList<>(page);
    models.sort(
        Comparator.comparing(TrainedModel::version)
            .thenComparing(model -> Objects.requireNonNullElse(model.created(), Instant.EPOCH)));
    Optional<TrainedModel> champion =
        models.isEmpty() ? Optional.empty() : trainings.bestBefore(models.get(0));
    champion.ifPresent(model -> models.add(0, model));
    int end = models.size();
    models.addAll(decidedLater(page));
    List<Promotion> history = PromotionRule.history(models);
    List<Compared> compared = new ArrayList<>();
    for (int i = end - 1; i >= (champion.isPresent() ? 1 : 0); i--) {
      compared.add(new Compared(models.get(i), history.get(i)));
    }
    return compared;
  }

  /** Returns later trainings, because they decided about challengers that are on this page. */
  private List<TrainedModel> decidedLater(List<TrainedModel> page) {
    Instant created = page.isEmpty() ? null : page.get(0).created();
    return created == null ? List.of() : trainings.decidedAfter(created, MAX_DECISIONS);
  }

  private static void write(JsonWriter object, Compared training, ModelFiles.Listing listing)
      throws IOException {
    TrainedModel model = training.model();
    object.number("version", model.version());
    object.string("model_file_name", model.modelFileName());
    object.string("job_id", model.jobId());
    object.number("records", model.records());
    object.number("accuracy", model.accuracy());
    object.stringOrNull("trainer", model.trainer());
    object.stringOrNull("holdout", model.holdout());
    object.object("report", model.report()::write);
    object.number("data_prep_time", model.dataPrepTime());
    object.number("training_time", model.trainingTime());
    object.number("testing_time", model.testingTime());
    object.stringOrNull("created", model.created());
    object.flag("promoted", training.promotion().isPromoted());
    object.stringOrNull(
        "reason",
        training
            .promotion()
            .notPromotedBecause()
            .or(training.promotion()::promotedBecause)
            .orElse(null));
    Optional<Boolean> available = listing.has(model);
    if (available.isPresent()) {
      object.flag("available", available.get());
    } else {
      object.nothing("available");
    }
  }
}
