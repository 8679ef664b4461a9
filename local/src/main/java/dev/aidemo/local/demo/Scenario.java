package dev.aidemo.local.demo;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.Wait;
import dev.aidemo.operations.terminal.ProgressBar;
import dev.aidemo.operations.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Plays a client that sends banknotes, reads the predictions and rates them, from which the system
 * learns. It uses nothing but the topics, and reads the results from Redis and PostgreSQL.
 *
 * <p>The banknotes come in waves. Each wave is larger than the one before, and waits for a model
 * that has learned from all earlier waves, so that the models show what more rows are worth. The
 * last banknotes are an exam: nobody rates them, and the champion classifies them at the end.
 */
public final class Scenario {
  private static final int FIRST_WAVE = 6;
  private static final double GROWTH = 1.5;
  private static final int EXAM = 200;
  private static final int MAX_REFRESH_SECONDS = 600;

  private final Terminal terminal;
  private final Duration pause;
  private final StackVariables variables;
  private final DatabaseReader database;
  private final BankData data = BankData.load();
  private final List<Batch> sent = new ArrayList<>();
  private final List<Batch> exam;

  /** Prepares the scenario for a stack that was just started. */
  public Scenario(Terminal terminal, StackVariables variables) {
    this(terminal, variables, Duration.ZERO);
  }

  /**
   * Prepares the scenario for a stack that was just started.
   *
   * @param pause between the predictions of a batch and their rating, for a person who watches
   */
  public Scenario(Terminal terminal, StackVariables variables, Duration pause) {
    this.terminal = terminal;
    this.pause = pause;
    this.variables = variables;
    this.database = new DatabaseReader(variables.environment());
    this.exam = Batch.of(data.rest().subList(taught(), data.rest().size()), taught());
  }

  /**
   * Plays it to its end.
   *
   * @param clock is asked for the seconds since the start of the stack
   * @throws dev.aidemo.operations.OperationException if an expected result is not there after a
   *     minute; the message names it
   */
  public Outcome run(DoubleSupplier clock) {
    try (var client = new Client(variables.environment());
        var cache = new CacheReader(variables)) {
      client.train();
      TrainedModel first = awaitModel(data.starter().size());
      terminal.line(
          String.format(
              Locale.ROOT,
              "The %d starter rows give version %d: %s, accuracy %.4f on %d held-out banknotes.",
              first.records(),
              first.version(),
              first.trainer(),
              first.accuracy(),
              data.holdout().size()));
      sendAll(client, cache);
      TrainedModel champion = awaitChampion(cache);
      long right = takeExam(client, cache);
      var reconciliation = Reconciliation.of(sent, exam, data, cache, database);
      return new Outcome(
          reconciliation.batches().found(),
          reconciliation.predictions().found(),
          reconciliation.ratings().found(),
          Outcome.describe(database.models()),
          new Outcome.Champion(champion.version(), champion.accuracy()),
          new Outcome.Exam(EXAM, right),
          clock.getAsDouble(),
          reconciliation.lost(),
          reconciliation.duplicated());
    }
  }

  private void sendAll(Client client, CacheReader cache) {
    List<LabelledFeatures> rows = data.rest().subList(0, taught());
    terminal.line(
        String.format(
            Locale.ROOT,
            "Now %,d others are sent to topic request, and each prediction is rated in topic"
                + " feedback.",
            rows.size()));
    var bar = new ProgressBar(terminal, rows.size());
    bar.show(0, "");
    double wave = FIRST_WAVE;
    for (int start = 0; start < rows.size(); ) {
      int end = Math.min(start + (int) wave, rows.size());
      send(Batch.of(rows.subList(start, end), start), client, cache);
      TrainedModel model = awaitModel(data.starter().size() + trainedOn());
      bar.show(
          end,
          String.format(
              Locale.ROOT, "version %d, accuracy %.4f", model.version(), model.accuracy()));
      start = end;
      wave *= GROWTH;
    }
    bar.end();
  }

  private void send(List<Batch> wave, Client client, CacheReader cache) {
    wave.forEach(client::request);
    sent.addAll(wave);
    for (Batch batch : wave) {
      List<String> predictions = predictions(batch, cache);
      Wait.milliseconds((int) pause.toMillis());
      client.rate(batch, predictions);
    }
  }

  /** Returns how many of the banknotes that nobody rated the champion classifies right. */
  private long takeExam(Client client, CacheReader cache) {
    // Until then, prediction may serve the model before.
    Wait.milliseconds(
        (int)
            variables
                .environment()
                .seconds("MODEL_REFRESH_SECONDS", 1, MAX_REFRESH_SECONDS)
                .toMillis());
    exam.forEach(client::request);
    return exam.stream().mapToLong(batch -> batch.right(predictions(batch, cache))).sum();
  }

  private static List<String> predictions(Batch batch, CacheReader cache) {
    return Wait.until(
        "the predictions of batch " + batch.id() + " in Redis list batches",
        () -> Optional.ofNullable(cache.predictions().get(batch.id())));
  }

  private int taught() {
    return data.rest().size() - EXAM;
  }

  private long trainedOn() {
    return sent.stream().mapToLong(Batch::trainedOn).sum();
  }

  private TrainedModel awaitModel(long records) {
    return Wait.until(
        "a model of " + records + " rows in table jobs",
        () -> database.models().stream().filter(model -> model.records() >= records).findFirst());
  }

  private TrainedModel awaitChampion(CacheReader cache) {
    List<TrainedModel> models = database.models();
    TrainedModel best = PromotionRule.champion(models).orElseThrow();
    return Wait.until(
        "version %d as the champion in Redis, and %d trainings in list jobs"
            .formatted(best.version(), models.size()),
        () ->
            cache
                .champion()
                .filter(
                    name -> name.equals(best.modelFileName()) && cache.trainings() == models.size())
                .map(name -> best));
  }
}
