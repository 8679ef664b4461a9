package dev.aidemo.training;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.function.Event;
import dev.aidemo.common.function.PubSubFunction;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.topic.Topic;
import java.time.Instant;
import java.util.Objects;

/**
 * {@code job -> model file -> model}: trains on all rows there are. Many jobs that arrive together
 * lead to one training, which settles them all.
 */
public final class TrainingFunction extends PubSubFunction<Feedback> {
  private final Retraining retraining;
  private final Topic models;

  /** Called by the platform. */
  public TrainingFunction() {
    this(Environment.system());
    warmUp();
  }

  TrainingFunction(Environment environment) {
    super("job", Feedback::decode, environment);
    var database = new Database(environment);
    this.retraining = new Retraining(environment, database, new ModelStore(environment));
    this.models = topic("model", environment);
    environment.check();
    prepareWith(database::connect);
    prepareWith(models::connect);
  }

  @Override
  protected void handle(Feedback job, Event event) {
    retraining.run(job, this::publish);
  }

  private void publish(TrainedModel model) {
    models.publish(model.encode(), Objects.requireNonNullElseGet(model.created(), Instant::now));
  }
}
