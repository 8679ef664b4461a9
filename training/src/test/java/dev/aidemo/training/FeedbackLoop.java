package dev.aidemo.training;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.evidence.Outcome;
import dev.aidemo.common.evidence.PromotionDecision;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.CurrentModel;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.model.StarterModel;
import dev.aidemo.common.promotion.Rank;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/** Does what the functions do between a rating and the model that serves, on real stores. */
final class FeedbackLoop {
  private static final BankData DATA = BankData.load();

  private final Predictions predictions;
  private final TrainingRows trainingRows;
  private final TrainingLog trainingLog;
  private final ModelRegister register;
  private final TrainingFunction training;
  private final ModelStore store;
  private final Classifier starter;
  private final CurrentModel current;
  private final Inbox models;
  private final List<String> explanations = new ArrayList<>();
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private @Nullable TrainedModel highest;
  private int lastRecords;
  private int trained;
  private int notPromoted;

  /** Empties the stores, and serves the starter model; it trains without a pause. */
  static FeedbackLoop empty() throws SQLException {
    return empty(Map.of());
  }

  /** Does the same with settings of its own. */
  static FeedbackLoop empty(Map<String, String> settings) throws SQLException {
    Map<String, String> variables = new HashMap<>(Services.environment());
    variables.putAll(settings);
    variables.put("TRAINING_INTERVAL_SECONDS", "0");
    variables.put("MODEL_REFRESH_SECONDS", "0");
    try (var connection = Services.owner();
        var statement = connection.createStatement();
        var redis =
            new Jedis(variables.get("REDISHOST"), Integer.parseInt(variables.get("REDISPORT")))) {
      statement.execute("TRUNCATE training, jobs, skipped_trainings, predictions");
      redis.flushAll();
    }
    var starter = new CurrentModel.Served(Rank.STARTER.fileName(), StarterModel.train());
    return new FeedbackLoop(variables, starter);
  }

  private FeedbackLoop(Map<String, String> variables, CurrentModel.Served starter) {
    Environment environment = Environment.of(variables);
    var database = new Database(environment);
    this.predictions = new Predictions(database);
    this.trainingRows = new TrainingRows(database);
    this.trainingLog = new TrainingLog(database);
    this.register = new ModelRegister(new Redis(environment));
    this.training = new TrainingFunction(environment);
    this.store = new ModelStore(environment);
    this.starter = starter.classifier();
    this.current = new CurrentModel(environment, register, store, starter);
    this.models = Inbox.of("model", variables);
  }

  void addStarter(List<LabelledFeatures> rows) {
    trainingRows.addStarter(rows);
  }

  /** Requests these banknotes, and rates them so that they are labelled as claimed. */
  void rate(List<LabelledFeatures> claims) {
    if (claims.stream().distinct().count() == 1) {
      claims.forEach(claim -> learn(predict(List.of(claim)), 1));
    } else {
      learn(predict(claims), claims.size());
    }
  }

  /** Stores a batch whose verdicts are the claimed classes. */
  UUID predict(List<LabelledFeatures> claims) {
    return predict(UUID.randomUUID(), claims);
  }

  /** Stores a batch with an id of its own. */
  UUID predict(UUID batch, List<LabelledFeatures> claims) {
    predictions.store(
        new Prediction(
            batch,
            subjects(claims.size()),
            claims.stream().map(LabelledFeatures::features).toList(),
            claims.stream().map(LabelledFeatures::truth).toList(),
            "model-0000000001.pb",
            null,
            null,
            Instant.now()),
        Instant.now());
    return batch;
  }

  /** Rates all predictions of a batch as right, and turns them into training rows. */
  void learn(UUID batch, int size) {
    var feedback = new Feedback(batch, subjects(size), Collections.nCopies(size, true));
    predictions.rate(feedback, Instant.now());
    trainingRows.learn(feedback);
  }

  private static List<String> subjects(int size) {
    return IntStream.range(0, size).mapToObj(i -> "note-" + i).toList();
  }

  /** Delivers a job, and applies the models that it leads to; returns the seconds that it took. */
  double train() {
    long start = System.nanoTime();
    TrainingFixture.deliverJob(training);
    double seconds = (System.nanoTime() - start) / 1e9;
    for (Inbox.Message message : models.drain()) {
      TrainedModel model = TrainedModel.decode(message.data().getBytes(StandardCharsets.UTF_8));
      trainingLog.store(model, Instant.now());
      trained++;
      model.decision().judgements().stream()
          .filter(judgement -> judgement.outcome() != Outcome.UNDECIDED)
          .peek(judgement -> outcomes.merge(judgement.outcome(), 1, Integer::sum))
          .map(PromotionDecision::explain)
          .forEach(explanations::add);
      lastRecords = model.records();
      if (highest == null || model.accuracy() >= highest.accuracy()) {
        highest = model;
      }
      notPromoted += register.offer(model).isPromoted() ? 0 : 1;
    }
    return seconds;
  }

  /** Returns the share of the holdout that the model which serves now classifies right. */
  double accuracy() {
    return PoisoningAttack.accuracy(verdicts(DATA.holdout()), DATA.holdout());
  }

  /** Returns what the model that serves now says of these notes. */
  List<Verdict> verdicts(List<LabelledFeatures> notes) {
    return current
        .get()
        .classifier()
        .classify(notes.stream().map(LabelledFeatures::features).toList())
        .verdicts();
  }

  /**
   * Returns what the model with the highest accuracy on the holdout says of these notes, the newest
   * of equal ones. It would serve if accuracy decided.
   */
  List<Verdict> verdictsOfHighestAccuracy(List<LabelledFeatures> notes) {
    Classifier classifier =
        highest == null ? starter : Classifier.read(store.download(highest.modelFileName()));
    return classifier.classify(notes.stream().map(LabelledFeatures::features).toList()).verdicts();
  }

  /** Returns the model that was trained last, from its file. */
  Classifier newest() {
    List<TrainedModel> models = store.list();
    return Classifier.read(store.download(models.get(models.size() - 1).modelFileName()));
  }

  /** Returns the file name of the model that serves now. */
  String serves() {
    return current.get().fileName();
  }

  /** Returns what was decided, but for challengers that wait. */
  List<String> explanations() {
    return explanations;
  }

  /** Returns how often a challenger was promoted because it is better. */
  int promotedAsBetter() {
    return outcomes.getOrDefault(Outcome.PROMOTED_BETTER, 0);
  }

  /** Returns how often one was promoted because it is as good and learned from more rows. */
  int promotedAsGood() {
    return outcomes.getOrDefault(Outcome.PROMOTED_AS_GOOD, 0);
  }

  /** Returns how many rows the last model was trained on. */
  int lastRecords() {
    return lastRecords;
  }

  /** Returns how many models were trained. */
  int trained() {
    return trained;
  }

  /** Returns how many models were not promoted. */
  int notPromoted() {
    return notPromoted;
  }
}
