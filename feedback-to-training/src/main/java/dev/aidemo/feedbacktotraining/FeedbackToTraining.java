package dev.aidemo.feedbacktotraining;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.failure.RedeliverException;
import dev.aidemo.common.function.Event;
import dev.aidemo.common.function.PubSubFunction;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.topic.Topic;

/** {@code training -> table training -> job}: turns rated predictions into training rows. */
public final class FeedbackToTraining extends PubSubFunction<Feedback> {
  private final TrainingRows trainingRows;
  private final Topic jobs;

  /** Called by the platform. */
  public FeedbackToTraining() {
    this(Environment.system());
    warmUp();
  }

  FeedbackToTraining(Environment environment) {
    super("training", Feedback::decode, environment);
    var database = new Database(environment);
    this.trainingRows = new TrainingRows(database);
    this.jobs = topic("job", environment);
    environment.check();
    prepareWith(database::connect);
    prepareWith(jobs::connect);
  }

  @Override
  protected void handle(Feedback feedback, Event event) {
    if (trainingRows.learn(feedback) == 0) {
      throw new RedeliverException("no subject of batch " + feedback.batchId() + " is rated yet");
    }
    jobs.publish(feedback.encode(), event.time());
  }
}
