package dev.aidemo.benchmarks.deployed;

import dev.aidemo.benchmarks.process.Push;
import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.embedded.PostgresServer;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Inbox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that a function does all of its work for, each another one; what must be stored before,
 * is.
 */
public final class Work {
  private static final int TRAINING_ROWS = 300;

  private final PostgresServer postgres;
  private final Predictions predictions;
  private final TrainingRows trainingRows;
  private final TrainingLog jobs;
  private final Inbox trained;
  private final BankData data = BankData.load();
  private final Batches batches = new Batches(data);
  private Optional<TrainedModel> last = Optional.empty();

  Work(Map<String, String> variables, Database database, PostgresServer postgres) {
    this.postgres = postgres;
    this.predictions = new Predictions(database);
    this.trainingRows = new TrainingRows(database);
    this.jobs = new TrainingLog(database);
    this.trained = Inbox.of("model", variables);
  }

  /**
   * The next message for a function. Each one for {@code training} leads to a training.
   *
   * @param rows how many subjects its batch has; jobs and models have no batch that matters
   */
  public Push next(Subject subject, int rows) {
    byte[] payload =
        subject
            .function()
            .map(
                function ->
                    switch (function.module()) {
                      case "prediction" -> batches.request(rows).encode();
                      case "prediction-to-cache", "prediction-to-db" ->
                          batches.prediction(rows).encode();
                      case "feedback-to-db" -> stored(rows).encode();
                      case "feedback-to-training" -> rated(rows).encode();
                      case "training" -> changed().encode();
                      case "training-to-cache", "training-to-db" ->
                          batches.model(last.orElseThrow()).encode();
                      default -> throw new IllegalStateException("no work for " + function);
                    })
            .orElseGet(() -> batches.prediction(rows).encode());
    return new Push(subject.topic(), payload);
  }

  /** A job for which there is nothing to be done if the one before was done. */
  public Push job() {
    return new Push(DeployedFunction.of("training").trigger(), unchanged().encode());
  }

  /** Makes the rows to be trained on as few as they were at first. */
  public void resetTraining() {
    postgres.execute("TRUNCATE training");
    trainingRows.addStarter(data.starter());
    List<LabelledFeatures> rest = data.rest();
    trainingRows.addStarter(rest.subList(0, TRAINING_ROWS));
  }

  /**
   * Stores what was trained, as {@code training-to-db} does: else each training would publish all
   * models before it again.
   *
   * @return the last of them
   */
  Optional<TrainedModel> keepTrained() {
    for (Inbox.Message message : trained.drain()) {
      TrainedModel model = TrainedModel.decode(message.data().getBytes(StandardCharsets.UTF_8));
      jobs.store(model, Instant.now());
      last = Optional.of(model);
    }
    return last;
  }

  private Feedback changed() {
    var unused = keepTrained();
    trainingRows.addStarter(List.of(batches.row()));
    return unchanged();
  }

  private Feedback unchanged() {
    return batches.feedback(batches.prediction(1));
  }

  private Feedback stored(int rows) {
    Prediction prediction = batches.prediction(rows);
    predictions.store(prediction, Instant.now());
    return batches.feedback(prediction);
  }

  private Feedback rated(int rows) {
    Feedback feedback = stored(rows);
    predictions.rate(feedback, Instant.now());
    return feedback;
  }
}
