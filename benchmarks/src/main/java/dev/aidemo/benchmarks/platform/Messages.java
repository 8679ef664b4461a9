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

/** Makes events that a function has to do all of its work for, and stores what they need. */
public final class Messages {
  private final Banknotes banknotes = new Banknotes();
  private final Predictions predictions;
  private final TrainingRows trainingRows;
  private final TrainingLog trainingLog;
  private final Inbox models;
  private String lastModel = "";
  private String lastJob = "";

  Messages(Map<String, String> variables) {
    var database = new Database(Environment.of(variables));
    this.predictions = new Predictions(database);
    this.trainingRows = new TrainingRows(database);
    this.trainingLog = new TrainingLog(database);
    this.models = Inbox.of("model", variables);
  }

  /** Returns the next event for a function, whose batch has so many rows. */
  public Event next(DeployedFunction function, int rows) {
    Prediction prediction = banknotes.prediction(rows);
    Feedback feedback = banknotes.feedback(prediction);
    byte[] payload =
        switch (function.module()) {
          case "prediction" -> banknotes.request(rows).encode();
          case "feedback-to-db" -> {
            predictions.store(prediction, Instant.now());
            yield feedback.encode();
          }
          case "feedback-to-training" -> {
            predictions.store(prediction, Instant.now());
            predictions.rate(feedback, Instant.now());
            yield feedback.encode();
          }
          case "training" -> {
            var unused = storeTraining();
            addTrainingRows(List.of(banknotes.next()));
            yield feedback.encode();
          }
          case "training-to-cache", "training-to-db" -> {
            // Another training with the same result, which is therefore not promoted.
            String another = lastModel.replace(lastJob, UUID.randomUUID().toString());
            yield another.getBytes(StandardCharsets.UTF_8);
          }
          default -> prediction.encode();
        };
    return new Event(function.trigger(), payload);
  }

  /** Returns a job, which has nothing to train if the one before was done. */
  public Event job() {
    byte[] payload = banknotes.feedback(banknotes.prediction(1)).encode();
    return new Event(DeployedFunction.of("training").trigger(), payload);
  }

  /** Adds rows to train on. */
  public void addTrainingRows(List<LabelledFeatures> rows) {
    trainingRows.addStarter(rows);
  }

  /** Stores the published training; otherwise the next one would publish its model again. */
  public Optional<TrainedModel> storeTraining() {
    Optional<TrainedModel> newest = Optional.empty();
    for (Inbox.Message message : models.drain()) {
      TrainedModel model = TrainedModel.decode(message.data().getBytes(StandardCharsets.UTF_8));
      trainingLog.store(model, Instant.now());
      lastModel = message.data();
      lastJob = model.jobId().toString();
      newest = Optional.of(model);
    }
    return newest;
  }
}
