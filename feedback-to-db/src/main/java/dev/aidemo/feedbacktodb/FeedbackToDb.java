package dev.aidemo.feedbacktodb;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.database.Predictions.Rated;
import dev.aidemo.common.failure.PartlyHandledException;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.failure.RedeliverException;
import dev.aidemo.common.function.Event;
import dev.aidemo.common.function.PubSubFunction;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.topic.Topic;

/**
 * {@code feedback -> predictions.is_correct -> training}: stores which predictions were right.
 *
 * <p>Feedback that overtakes its batch is redelivered until the batch is stored. A batch is stored
 * as a whole, so a subject that is not in it will never be: the ratings of the others are stored,
 * and the message is also dead-lettered.
 */
public final class FeedbackToDb extends PubSubFunction<Feedback> {
  private final Predictions predictions;
  private final Topic trainings;

  /** Called by the platform. */
  public FeedbackToDb() {
    this(Environment.system());
    warmUp();
  }

  FeedbackToDb(Environment environment) {
    super("feedback", Feedback::decode, environment);
    var database = new Database(environment);
    this.predictions = new Predictions(database);
    this.trainings = topic("training", environment);
    environment.check();
    prepareWith(database::connect);
    prepareWith(trainings::connect);
  }

  @Override
  protected void handle(Feedback feedback, Event event) {
    Rated rated = predictions.rate(feedback, event.time());
    if (!rated.stored()) {
      throw new RedeliverException("batch " + feedback.batchId() + " is not stored yet");
    }
    if (rated.known() > 0) {
      trainings.publish(feedback.encode(), event.time());
    }
    rated
        .firstUnknown()
        .ifPresent(
            index -> {
              var stranger =
                  new PoisonMessageException(
                      "subjects[" + index + "]",
                      "must be in batch " + feedback.batchId() + " as often as it is rated",
                      feedback.subjects().get(index));
              throw rated.known() > 0 ? new PartlyHandledException(stranger) : stranger;
            });
  }
}
