package dev.aidemo.training;

import static dev.aidemo.common.function.Deliveries.deliver;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.database.SkippedTrainings;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.evidence.EvidenceRows;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gives a training function its stores, empty at first, and jobs; reads what it published. */
final class TrainingFixture {
  private static final String JOB =
      "{\"batch_id\": \"f38b1e92-378d-11eb-adc1-0242ac120002\", \"subjects\": [\"a\"],"
          + " \"ratings\": [1]}";

  private final Map<String, String> variables = new HashMap<>(Services.environment());
  private final Inbox models = Inbox.of("model", variables);
  private final ModelStore store = new ModelStore(Environment.of(variables));
  private final Database database = new Database(Environment.of(variables));
  private final Predictions predictions = new Predictions(database);
  private final TrainingRows trainingRows = new TrainingRows(database);
  private final TrainingLog trainingLog = new TrainingLog(database);

  TrainingFixture() {
    variables.put("TRAINING_INTERVAL_SECONDS", "0");
    run("TRUNCATE training, jobs, skipped_trainings");
  }

  /** Makes a function that has not trained yet. */
  TrainingFunction function() {
    return new TrainingFunction(Environment.of(variables));
  }

  /** Makes a function with another value for a variable. */
  TrainingFunction functionWith(String variable, String value) {
    Map<String, String> changed = new HashMap<>(variables);
    changed.put(variable, value);
    return new TrainingFunction(Environment.of(changed));
  }

  /** Delivers a job. */
  static void deliverJob(TrainingFunction function) {
    deliver(function, JOB);
  }

  /** Delivers the job of a batch. */
  static void deliverJob(TrainingFunction function, Feedback job) {
    deliver(function, new String(job.encode(), StandardCharsets.UTF_8));
  }

  /** Delivers a job, and stores the models that it leads to as {@code training-to-db} would. */
  void deliverJobAndStoreModels(TrainingFunction function) {
    deliverJob(function);
    published().forEach(model -> trainingLog.store(model, Instant.now()));
  }

  /** Returns the models that were published since the last call. */
  List<TrainedModel> published() {
    return models.drain().stream()
        .map(message -> TrainedModel.decode(message.data().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  ModelStore store() {
    return store;
  }

  List<SkippedTrainings.Skipped> skippedTrainings() {
    return new SkippedTrainings(database).newest(5);
  }

  /** Returns a batch whose first row is trained on, once it is rated. */
  static UUID trainedOn() {
    return Stream.generate(UUID::randomUUID)
        .filter(batch -> !EvidenceRows.isHeldBack(Predictions.rowId(batch, 0)))
        .findFirst()
        .orElseThrow();
  }

  /** Stores a batch of one banknote, whose verdict is its true class. */
  Feedback predict(LabelledFeatures row) {
    UUID batch = trainedOn();
    predictions.store(
        new Prediction(
            batch,
            List.of("note"),
            List.of(row.features()),
            List.of(row.truth()),
            null,
            null,
            null,
            Instant.now()),
        Instant.now());
    return new Feedback(batch, List.of("note"), List.of(true));
  }

  /** Rates a batch and learns from it; the feedback is also the job that this leads to. */
  void learn(Feedback feedback) {
    predictions.rate(feedback, Instant.now());
    trainingRows.learn(feedback);
  }

  /** Stores, rates and learns a batch of one banknote, and returns its job. */
  Feedback jobOf(LabelledFeatures row) {
    Feedback job = predict(row);
    learn(job);
    return job;
  }

  /** Takes the next version from the database, as a training does that ends before it is stored. */
  long nextVersion() {
    return database.inTransaction(connection -> trainingLog.nextVersion(connection, 0));
  }

  /** Adds rows to table {@code training}. */
  void insert(List<LabelledFeatures> rows) {
    run(
        "INSERT INTO training (%s, class) VALUES %s"
            .formatted(
                String.join(", ", Features.NAMES),
                rows.stream().map(TrainingFixture::values).collect(Collectors.joining(", "))));
  }

  private static String values(LabelledFeatures row) {
    return Arrays.stream(row.features().toArray())
        .mapToObj(Double::toString)
        .collect(Collectors.joining(", ", "(", ", " + row.truth().label() + ")"));
  }

  /** Runs a statement as the owner of the database. */
  void run(String sql) {
    try (var connection = Services.owner();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
