package dev.aidemo.trainingtodb;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.function.Event;
import dev.aidemo.common.function.PubSubFunction;
import dev.aidemo.common.message.TrainedModel;

/** {@code model -> table jobs}: logs what was trained, on what, and how well it did. */
public final class TrainingToDb extends PubSubFunction<TrainedModel> {
  private final TrainingLog trainingLog;

  /** Called by the platform. */
  public TrainingToDb() {
    this(Environment.system());
    warmUp();
  }

  TrainingToDb(Environment environment) {
    super("model", TrainedModel::decode, environment);
    var database = new Database(environment);
    this.trainingLog = new TrainingLog(database);
    environment.check();
    prepareWith(database::connect);
  }

  @Override
  protected void handle(TrainedModel model, Event event) {
    trainingLog.store(model, event.timeUnless(model.created()));
  }
}
