package dev.aidemo.training;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.LabelledRows;
import dev.aidemo.common.database.SkippedTrainings;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.message.DecidedModel;
import dev.aidemo.common.message.Decision;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.ModelFile;
import dev.aidemo.common.model.ModelSelection;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.model.TrainingSet;
import dev.aidemo.common.model.TrainingSetCollector;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model if there are new rows: one training at a time, and none on rows that were trained
 * on before. A job with a new label waits for the {@link TrainingPause}, so that a storm of jobs
 * leads to few trainings, the last of which has read every row.
 */
final class Retraining {
  private static final Logger logger = Logger.getLogger(Retraining.class.getName());

  private final Database database;
  private final TrainingRows trainingRows;
  private final TrainingLog trainingLog;
  private final SkippedTrainings skippedTrainings;
  private final ModelStore store;
  private final LabelledRows labelledRows = new LabelledRows();
  private final DecisionMaking decisionMaking;
  private final ModelCalibration calibration;
  private final ModelPruning pruning;
  private final TrainingPause pause;
  private final BankData data = BankData.load();
  private final String holdout = data.holdoutId().toString();

  /** The state of table training at the last job that left nothing to do. */
  private TrainingRows.@Nullable State settled;

  Retraining(Environment environment, Database database, ModelStore store) {
    this.database = database;
    this.trainingRows = new TrainingRows(database);
    this.trainingLog = new TrainingLog(database);
    this.skippedTrainings = new SkippedTrainings(database);
    this.store = store;
    this.decisionMaking = new DecisionMaking(environment, store, data);
    this.calibration = new ModelCalibration(labelledRows, data);
    this.pruning = new ModelPruning(store);
    this.pause = new TrainingPause(environment);
  }

  /**
   * Trains, uploads and publishes a model if there are rows that no model was trained on, and then
   * deletes old model files. Also publishes models that were uploaded before but whose messages may
   * be lost.
   *
   * <p>A job whose labels an earlier training has read is settled at once, whatever arrived since,
   * so that jobs do not pile up. No label is missed: its job is published after its commit.
   */
  synchronized void run(Feedback job, Consumer<TrainedModel> publish) {
    if (isSettled(job)) {
      return;
    }
    pause.await();
    Result result = database.inTransaction(this::trainIfNew);
    result.models().forEach(publish);
    // Only now, because what could not be committed or published must be done again.
    settled = result.state();
    pruning.delete(result.outdated());
  }

  /**
   * Tells what a job led to.
   *
   * @param state of table training, from before its rows were read
   * @param models to publish
   * @param outdated to delete, once all models are published
   */
  private record Result(
      TrainingRows.State state, List<TrainedModel> models, List<ModelFile> outdated) {}

  private boolean isSettled(Feedback job) {
    TrainingRows.State read = settled;
    return read != null && database.inTransaction(connection -> isSettled(connection, job, read));
  }

  private boolean isSettled(Connection connection, Feedback job, TrainingRows.State read)
      throws SQLException {
    if (trainingRows.areRead(connection, job, read)) {
      return true;
    }
    TrainingRows.State state = trainingRows.state(connection);
    if (state.hasRowsOf(read)) {
      // The job's batch has no rows here, and no other row was written since.
      settled = state;
      return true;
    }
    return false;
  }

  private Result trainIfNew(Connection connection) throws SQLException {
    trainingLog.lockTraining(connection);
    long start = System.nanoTime();
    TrainingRows.State state = trainingRows.state(connection);
    TrainingSet set = read(connection);
    // After the rows, so that no row that was read is dated later.
    Instant trainedUntil = labelledRows.now(connection);
    Optional<String> tooFew = set.tooFewRows();
    if (tooFew.isPresent()) {
      logger.warning("Training skipped: " + tooFew.get() + "; " + set.leftOut());
      skippedTrainings.store(connection, set.sha256(), tooFew.get());
    }
    boolean nothingNew =
        tooFew.isPresent() || trainingLog.isStored(connection, set.sha256(), holdout);
    if (nothingNew && trainingLog.lastVersionIsStored(connection)) {
      return new Result(state, List.of(), List.of());
    }
    List<ModelFile> files = store.files();
    List<TrainedModel> uploaded = ModelFile.models(files);
    List<TrainedModel> lost = trainingLog.unstored(connection, uploaded);
    if (nothingNew || lost.stream().anyMatch(model -> isOf(model, set))) {
      return new Result(state, lost, List.of());
    }
    pause.trainingStarts(set.rows().size());
    double preparation = (System.nanoTime() - start) / 1e9;
    TrainedModel model = train(connection, set, trainedUntil, uploaded, preparation);
    return new Result(
        state,
        Stream.concat(lost.stream(), Stream.of(model)).toList(),
        ModelPruning.outdated(files, model));
  }

  private TrainedModel train(
      Connection connection,
      TrainingSet set,
      Instant trainedUntil,
      List<TrainedModel> uploaded,
      double preparation)
      throws SQLException {
    long highest = uploaded.stream().mapToLong(TrainedModel::version).max().orElse(0);
    ModelSelection selection = ModelSelection.of(set, data);
    long version = trainingLog.nextVersion(connection, highest);
    var trained =
        new DecidedModel(
            ModelStore.fileName(version),
            data.holdoutId().generation(),
            selection.report().accuracy(),
            version,
            set.rows().size(),
            trainedUntil);
    Decision decision =
        decisionMaking.decide(
            connection, uploaded, trained, selection.classifier(), selection.candidates());
    TrainedModel model = describe(set, selection, version, preparation, decision);
    Classifier calibrated = calibration.calibrate(connection, selection.classifier(), trainedUntil);
    store.upload(model, calibrated.write());
    logger.info(
        "Trained version %d on %d rows in %.1f s: %s, accuracy %.4f; %s; unfinished %s"
            .formatted(
                model.version(),
                model.records(),
                model.trainingTime(),
                model.trainer(),
                model.accuracy(),
                set.leftOut(),
                selection.unfinished()));
    decision.judgements().forEach(judgement -> logger.info(judgement.explain()));
    return model;
  }

  private TrainingSet read(Connection connection) throws SQLException {
    var collector = new TrainingSetCollector(data);
    trainingRows.read(connection, collector::add);
    return collector.finish();
  }

  private boolean isOf(TrainedModel model, TrainingSet set) {
    return set.sha256().equals(model.dataSha256()) && data.holdoutId().equals(model.holdout());
  }

  private TrainedModel describe(
      TrainingSet set,
      ModelSelection selection,
      long version,
      double preparation,
      Decision decision) {
    String name = version + " " + holdout + " " + set.sha256();
    return new TrainedModel(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        ModelStore.fileName(version),
        set.rows().size(),
        selection.report().accuracy(),
        selection.report(),
        preparation,
        selection.trainingTime(),
        selection.testingTime(),
        version,
        selection.trainer().id(),
        data.holdoutId(),
        set.sha256(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        decision);
  }
}
