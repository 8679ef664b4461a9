package dev.aidemo.trainingtodb;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Jobs;
import dev.aidemo.common.function.Event;
import dev.aidemo.common.function.PubSubFunction;
import dev.aidemo.common.message.TrainedModel;
import java.util.Objects;

/** {@code model -> table jobs}: keeps what was trained, on what, and how well it did. */
public final class TrainingToDb extends PubSubFunction<TrainedModel> {
  private final Jobs jobs;

  /** As the platform makes it. */
  public TrainingToDb() {
    this(Environment.system());
    warmUp();
  }

  TrainingToDb(Environment environment) {
    super("model", TrainedModel::decode, environment);
    var database = new Database(environment);
    this.jobs = new Jobs(database);
    environment.check();
    prepareWith(database::connect);
  }

  @Override
  protected void handle(TrainedModel model, Event event) {
    jobs.store(model, Objects.requireNonNullElse(model.created(), event.time()));
  }
}
