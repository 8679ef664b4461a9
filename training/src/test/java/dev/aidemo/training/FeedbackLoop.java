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
import dev.aidemo.common.model.CurrentModel;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.testkit.Inbox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Does what the functions do between a rating and the model that serves, on real stores. */
final class FeedbackLoop {
  private static final BankData DATA = BankData.load();

  private final Predictions predictions;
  private final TrainingRows trainingRows;
  private final TrainingLog trainingLog;
  private final ModelRegister register;
  private final TrainingFunction training;
  private final CurrentModel current;
  private final Inbox models;
  private final List<String> explanations = new ArrayList<>();
  private int lastRecords;
  private int trained;
  private int notPromoted;

  FeedbackLoop(Map<String, String> variables, CurrentModel.Served starter) {
    Environment environment = Environment.of(variables);
    var database = new Database(environment);
    this.predictions = new Predictions(database);
    this.trainingRows = new TrainingRows(database);
    this.trainingLog = new TrainingLog(database);
    this.register = new ModelRegister(new Redis(environment));
    this.training = new TrainingFunction(environment);
    this.current = new CurrentModel(environment, register, new ModelStore(environment), starter);
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
          .map(PromotionDecision::explain)
          .forEach(explanations::add);
      lastRecords = model.records();
      notPromoted += register.offer(model).isPromoted() ? 0 : 1;
    }
    return seconds;
  }

  /** Returns the share of the holdout that the model which serves now classifies right. */
  double accuracy() {
    List<LabelledFeatures> holdout = DATA.holdout();
    List<Verdict> verdicts = verdicts(holdout);
    long right =
        IntStream.range(0, verdicts.size())
            .filter(i -> verdicts.get(i) == holdout.get(i).truth())
            .count();
    return (double) right / verdicts.size();
  }

  /** Returns what the model that serves now says of these notes. */
  List<Verdict> verdicts(List<LabelledFeatures> notes) {
    return current
        .get()
        .classifier()
        .classify(notes.stream().map(LabelledFeatures::features).toList())
        .verdicts();
  }

  /** Returns the file name of the model that serves now. */
  String serves() {
    return current.get().fileName();
  }

  /** Returns what was decided, but for challengers that wait. */
  List<String> explanations() {
    return explanations;
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
