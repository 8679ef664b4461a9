package dev.aidemo.predictapi;

import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.RecentTrainings;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.cache.TrainingEntry;
import dev.aidemo.common.http.Answer;
import dev.aidemo.common.http.ApiRequest;
import dev.aidemo.common.json.JsonWriter;
import dev.aidemo.common.promotion.Rank;
import java.io.IOException;
import java.util.Optional;

/** Answers which model is the champion, and which one is pinned. */
public final class ServedModel {
  private final ModelRegister register;
  private final RecentTrainings trainings;

  /** Reads what is registered in Redis. */
  public ServedModel(Redis redis) {
    this.register = new ModelRegister(redis);
    this.trainings = new RecentTrainings(redis);
  }

  /** Answers {@code GET /model}. */
  public Answer show(ApiRequest request) {
    return show();
  }

  /** Answers the same without a request. */
  public Answer show() {
    Optional<Rank> champion = register.championRank();
    Optional<TrainingEntry> training = champion.map(Rank::fileName).flatMap(trainings::of);
    Optional<String> pinned = register.pinned();
    return Answer.json(
        object -> {
          if (champion.isPresent()) {
            Rank rank = champion.get();
            object.object("champion", model -> write(rank, training, model));
          } else {
            object.nothing("champion");
          }
          if (pinned.isPresent()) {
            String fileName = pinned.get();
            object.object("pinned", model -> model.string("model_file_name", fileName));
          } else {
            object.nothing("pinned");
          }
        });
  }

  private static void write(Rank rank, Optional<TrainingEntry> training, JsonWriter model)
      throws IOException {
    model.string("model_file_name", rank.fileName());
    model.number("version", rank.version());
    model.number("accuracy", rank.accuracy());
    if (training.isPresent()) {
      model.number("records", training.get().records());
      model.string("since", training.get().created());
    } else {
      model.nothing("records");
      model.nothing("since");
    }
  }
}
