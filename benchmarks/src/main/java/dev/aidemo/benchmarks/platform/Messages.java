package dev.aidemo.benchmarks.platform;

import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Inbox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes events that a function has to do all of its work for. What must be stored before an event
 * is stored here.
 */
public final class Messages {
  private final Banknotes banknotes = new Banknotes();
  private final Predictions predictions;
  private final TrainingRows trainingRows;
  private final TrainingLog trainingLog;
  private final Inbox models;
  private String lastModel = "";

  Messages(Map<String, String> variables) {
    var database = new Database(Environment.of(variables));
    this.predictions = new Predictions(database);
    this.trainingRows = new TrainingRows(database);
    this.trainingLog = new TrainingLog(database);
    this.models = Inbox.of("model", variables);
  }

  /**
   * Returns the next event for a function; each one for {@code training} leads to a training.
   *
   * @param rows the size of the batch
   */
  public Event next(DeployedFunction function, int rows) {
    byte[] payload =
        switch (function.module()) {
          case "trivial", "prediction-to-cache", "prediction-to-db" ->
              banknotes.prediction(rows).encode();
          case "prediction" -> banknotes.request(rows).encode();
          case "feedback-to-db" -> feedback(rows, false).encode();
          case "feedback-to-training" -> feedback(rows, true).encode();
          case "training" -> changedTraining();
          case "training-to-cache", "training-to-db" -> anotherTraining();
          default -> throw new IllegalArgumentException("add an event for " + function);
        };
    return new Event(function.trigger(), payload);
  }

  /** Returns a job, which has nothing to train if the one before was done. */
  public Event job() {
    return new Event(DeployedFunction.of("training").trigger(), anyFeedback());
  }

  /** Adds rows to train on. */
  public void addTrainingRows(List<LabelledFeatures> rows) {
    trainingRows.addStarter(rows);
  }

  /**
   * Stores the training that was published since the last call, as {@code training-to-db} does;
   * otherwise each training would publish all models before it again.
   */
  public Optional<TrainedModel> storeTraining() {
    Optional<TrainedModel> newest = Optional.empty();
    for (Inbox.Message message : models.drain()) {
      lastModel = message.data();
      newest = Optional.of(TrainedModel.decode(lastModel.getBytes(StandardCharsets.UTF_8)));
      trainingLog.store(newest.get(), Instant.now());
    }
    return newest;
  }

  private byte[] changedTraining() {
    var unused = storeTraining();
    addTrainingRows(List.of(banknotes.next()));
    return anyFeedback();
  }

  /** Another training with the result of the last one; a tie is not promoted. */
  private byte[] anotherTraining() {
    String id = TrainedModel.decode(lastModel.getBytes(StandardCharsets.UTF_8)).jobId().toString();
    String another = lastModel.replace(id, UUID.randomUUID().toString());
    return another.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] anyFeedback() {
    return new Feedback(UUID.randomUUID(), List.of("banknote"), List.of(true)).encode();
  }

  private Feedback feedback(int rows, boolean rated) {
    Prediction prediction = banknotes.prediction(rows);
    predictions.store(prediction, Instant.now());
    Feedback feedback = banknotes.feedback(prediction);
    if (rated) {
      predictions.rate(feedback, Instant.now());
    }
    return feedback;
  }
}
