package dev.aidemo.training;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.LabelledRows;
import dev.aidemo.common.evidence.DecisionRule;
import dev.aidemo.common.message.Challenger;
import dev.aidemo.common.message.DecidedModel;
import dev.aidemo.common.message.Decision;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.common.promotion.Rank;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which model serves after a training. It continues the newest decision that the bucket
 * has, and computes again what the models of it say of notes that they have not seen, so that each
 * decision can be checked later.
 *
 * <p>Reads {@code PROMOTION_MARGIN_POINTS} (3): on how many notes of a hundred a model may be worse
 * and still count as as good; 0 promotes only better ones.
 */
final class DecisionMaking {
  private static final int MAX_MARGIN = 20;

  /** As many as a cold start of {@code prediction} tries if the champion cannot serve. */
  private static final int MAX_FILES_TRIED = 3;

  private final DecisionRule rule;
  private final BankData data;
  private final LoadedModels models;
  private final UnseenNotes unseenNotes;

  DecisionMaking(Environment environment, ModelStore store, BankData data) {
    int points =
        environment.integer("PROMOTION_MARGIN_POINTS", DecisionRule.DEFAULT_POINTS, 0, MAX_MARGIN);
    this.rule = DecisionRule.ofPoints(points);
    this.data = data;
    this.models = new LoadedModels(store);
    this.unseenNotes = new UnseenNotes(new LabelledRows(), data);
  }

  /**
   * Decides, in the transaction that holds the training lock.
   *
   * @param uploaded all models in the bucket
   * @param trained the new model, which is not there yet
   * @param candidates how many models it was selected from on the holdout
   * @throws dev.aidemo.common.google.GoogleException if the bucket does not answer
   */
  Decision decide(
      Connection connection,
      List<TrainedModel> uploaded,
      DecidedModel trained,
      Classifier classifier,
      int candidates)
      throws SQLException {
    Instant now = trained.trainedUntil();
    Decision before = usable(before(uploaded, now), uploaded);
    models.add(trained.modelFileName(), classifier);
    var notes = new PairedNotes(connection, now, data, unseenNotes, models);
    Decision decision =
        new NextDecision(rule, notes::compare, before, now).after(trained, candidates);
    models.retain(decision.modelFileNames());
    return decision;
  }

  /** Returns the newest decision, or the state before the first one. */
  private Decision before(List<TrainedModel> uploaded, Instant now) {
    return PromotionRule.newestDecision(uploaded)
        .map(TrainedModel::decision)
        .orElseGet(
            () -> {
              DecidedModel serves =
                  PromotionRule.champion(uploaded).map(DecidedModel::of).orElse(starter());
              return new Decision(serves, serves, null, null, 0, List.of(), 0, now);
            });
  }

  private DecidedModel starter() {
    return new DecidedModel(
        Rank.STARTER.fileName(),
        Rank.STARTER.generation(),
        Rank.STARTER.accuracy(),
        0,
        data.starter().size(),
        Instant.EPOCH);
  }

  /** Replaces models whose files are lost; a challenger without a file is given up. */
  private Decision usable(Decision before, List<TrainedModel> uploaded) {
    DecidedModel serves =
        Stream.concat(
                Stream.of(before.serves()),
                PromotionRule.bestFirst(uploaded).limit(MAX_FILES_TRIED).map(DecidedModel::of))
            .filter(model -> models.find(model).isPresent())
            .findFirst()
            .orElseGet(this::starter);
    DecidedModel reference =
        models.find(before.reference()).isPresent() ? before.reference() : serves;
    return new Decision(
        serves,
        reference,
        usable(before.challenger(), serves),
        usable(before.predecessor(), serves),
        before.challengers(),
        before.judgements(),
        before.superseded(),
        before.labelsUntil());
  }

  private @Nullable Challenger usable(@Nullable Challenger challenger, DecidedModel serves) {
    return challenger != null
            && !challenger.model().equals(serves)
            && models.find(challenger.model()).isPresent()
        ? challenger
        : null;
  }
}
