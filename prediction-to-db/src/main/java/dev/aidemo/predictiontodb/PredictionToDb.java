package dev.aidemo.predictiontodb;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.function.Event;
import dev.aidemo.common.function.PubSubFunction;
import dev.aidemo.common.message.Prediction;

/** {@code prediction -> table predictions}: one row for each subject, however often delivered. */
public final class PredictionToDb extends PubSubFunction<Prediction> {
  private final Predictions predictions;

  /** Called by the platform. */
  public PredictionToDb() {
    this(Environment.system());
    warmUp();
  }

  PredictionToDb(Environment environment) {
    super("prediction", Prediction::decode, environment);
    var database = new Database(environment);
    this.predictions = new Predictions(database);
    environment.check();
    prepareWith(database::connect);
  }

  @Override
  protected void handle(Prediction prediction, Event event) {
    predictions.store(prediction, event.timeUnless(prediction.created()));
  }
}
