package dev.aidemo.local.demo;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.Wait;
import dev.aidemo.operations.terminal.ProgressBar;
import dev.aidemo.operations.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * From six banknotes to a good model: a client sends banknotes, reads the predictions and rates
 * them, and the system learns. It is driven by the topics alone, and read back from Redis and
 * PostgreSQL.
 *
 * <p>The banknotes come in waves, each larger than the one before and sent when a model has learned
 * from all before it, so that the models show what more rows are worth.
 */
public final class Story {
  private static final int FIRST_WAVE = 6;
  private static final double GROWTH = 1.5;

  private final Terminal terminal;
  private final StackVariables variables;
  private final Client client;
  private final Ledger ledger;
  private final BankData data = BankData.load();
  private final List<Batch> sent = new ArrayList<>();

  /** A story that is told to a stack in which nothing happened yet. */
  public Story(Terminal terminal, StackVariables variables) {
    this.terminal = terminal;
    this.variables = variables;
    this.client = new Client(variables.environment());
    this.ledger = new Ledger(variables.environment());
  }

  /**
   * Plays it to its end.
   *
   * @param clock the seconds that have passed, asked at the end
   * @throws dev.aidemo.local.stack.StackException if the system does not do its part within a
   *     minute; the message says what was waited for
   */
  public Outcome tell(DoubleSupplier clock) {
    try (var api = new PredictApi(variables)) {
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
      stream(api);
      TrainedModel champion = awaitChampion(api);
      Audit audit = Audit.of(sent, data, api, ledger);
      return new Outcome(
          audit.batches().found(),
          audit.predictions().found(),
          audit.ratings().found(),
          Outcome.describe(ledger.models()),
          new Outcome.Champion(champion.version(), champion.accuracy()),
          clock.getAsDouble(),
          audit.lost(),
          audit.duplicated());
    }
  }

  private void stream(PredictApi api) {
    List<LabelledFeatures> rows = data.rest();
    terminal.line(
        String.format(
            Locale.ROOT,
            "%,d others are sent to topic request; each prediction is rated in topic feedback.",
            rows.size()));
    var bar = new ProgressBar(terminal, rows.size());
    bar.show(0, "");
    double wave = FIRST_WAVE;
    for (int start = 0; start < rows.size(); ) {
      int end = Math.min(start + (int) wave, rows.size());
      send(Batch.of(rows.subList(start, end), start), api);
      TrainedModel model = awaitModel(data.starter().size() + end);
      bar.show(
          end,
          String.format(
              Locale.ROOT, "version %d, accuracy %.4f", model.version(), model.accuracy()));
      start = end;
      wave *= GROWTH;
    }
    bar.end();
  }

  private void send(List<Batch> wave, PredictApi api) {
    wave.forEach(client::request);
    sent.addAll(wave);
    for (Batch batch : wave) {
      List<String> predictions =
          Wait.until(
              "the predictions of batch " + batch.id() + " in Redis list batches",
              () -> Optional.ofNullable(api.predictions().get(batch.id())));
      client.rate(batch, predictions);
    }
  }

  private TrainedModel awaitModel(int records) {
    return Wait.until(
        "a model of " + records + " rows in table jobs",
        () -> ledger.models().stream().filter(model -> model.records() >= records).findFirst());
  }

  private TrainedModel awaitChampion(PredictApi api) {
    List<TrainedModel> models = ledger.models();
    TrainedModel best = PromotionRule.champion(models).orElseThrow();
    return Wait.until(
        "version %d to be the champion in Redis, and %d trainings in list jobs"
            .formatted(best.version(), models.size()),
        () ->
            api.champion()
                .filter(name -> name.equals(best.modelFileName()) && api.jobs() == models.size())
                .map(name -> best));
  }
}
