package dev.aidemo.training;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.LabelledRows;
import dev.aidemo.common.evidence.DecisionRule;
import dev.aidemo.common.evidence.ErrorBudget;
import dev.aidemo.common.evidence.PairedCounts;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
  private static final int STARTER_ROWS = 6;
  private static final int DEFAULT_MARGIN = 3;
  private static final int MAX_MARGIN = 20;

  /** As many as a cold start of {@code prediction} tries if the champion cannot serve. */
  private static final int MAX_FILES_TRIED = 3;

  private final DecisionRule rule;
  private final BankData data;
  private final LoadedModels models;
  private final UnseenNotes unseenNotes;

  DecisionMaking(Environment environment, ModelStore store, BankData data) {
    int points = environment.integer("PROMOTION_MARGIN_POINTS", DEFAULT_MARGIN, 0, MAX_MARGIN);
    this.rule = new DecisionRule(ErrorBudget.DEFAULT, points / 100.0);
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
    var notes = new Notes(connection, now);
    try {
      Decision decision =
          new NextDecision(rule, notes::compare, before, now).after(trained, candidates);
      models.retain(needed(decision));
      return decision;
    } catch (NotesException e) {
      throw e.cause;
    }
  }

  /** Returns the newest decision, or the state before the first one. */
  private static Decision before(List<TrainedModel> uploaded, Instant now) {
    return PromotionRule.newestDecision(uploaded)
        .map(TrainedModel::decision)
        .orElseGet(
            () -> {
              DecidedModel serves =
                  PromotionRule.champion(uploaded).map(DecidedModel::of).orElse(starter());
              return new Decision(serves, serves, null, null, 0, List.of(), 0, now);
            });
  }

  private static DecidedModel starter() {
    return new DecidedModel(
        Rank.STARTER.fileName(),
        Rank.STARTER.generation(),
        Rank.STARTER.accuracy(),
        0,
        STARTER_ROWS,
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
            .orElseGet(DecisionMaking::starter);
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

  private static Set<String> needed(Decision decision) {
    Set<String> needed = new HashSet<>();
    needed.add(decision.serves().modelFileName());
    needed.add(decision.reference().modelFileName());
    Stream.of(decision.challenger(), decision.predecessor())
        .filter(Objects::nonNull)
        .forEach(challenger -> needed.add(challenger.model().modelFileName()));
    return needed;
  }

  /** Reads the notes of one decision, each set once. */
  private final class Notes {
    private final Connection connection;
    private final Instant now;
    private final Map<String, List<LabelledFeatures>> read = new HashMap<>();

    Notes(Connection connection, Instant now) {
      this.connection = connection;
      this.now = now;
    }

    NextDecision.Compared compare(
        DecidedModel challenger, DecidedModel other, @Nullable Instant since) {
      Instant trained = later(challenger.trainedUntil(), other.trainedUntil());
      int generation = data.holdoutId().generation();
      boolean areOfHoldout =
          challenger.generation() == generation && other.generation() == generation;
      boolean withHoldout = since == null && areOfHoldout;
      List<LabelledFeatures> labels = since == null ? all(trained) : since(later(since, trained));
      PairedCounts onHoldout =
          areOfHoldout ? count(data.holdout(), challenger, other) : PairedCounts.NONE;
      PairedCounts onLabels = count(labels, challenger, other);
      String rows =
          (withHoldout ? "holdout %s and ".formatted(data.holdoutId()) : "")
              + "%d %s%s until %s"
                  .formatted(
                      labels.size(),
                      labels.size() == 1 ? "label" : "labels",
                      since == null ? "" : " since " + since,
                      now);
      return new NextDecision.Compared(
          withHoldout ? onHoldout.plus(onLabels) : onLabels, onHoldout, rows);
    }

    private List<LabelledFeatures> all(Instant trained) {
      return read.computeIfAbsent(
          "all " + trained, key -> read(() -> unseenNotes.all(connection, trained, now)));
    }

    private List<LabelledFeatures> since(Instant since) {
      return read.computeIfAbsent(
          "since " + since, key -> read(() -> unseenNotes.later(connection, since, now)));
    }

    private static List<LabelledFeatures> read(Reading reading) {
      try {
        return reading.read();
      } catch (SQLException e) {
        throw new NotesException(e);
      }
    }
  }

  @FunctionalInterface
  private interface Reading {
    List<LabelledFeatures> read() throws SQLException;
  }

  /** Carries a failure of the database through code that knows of none. */
  private static final class NotesException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final SQLException cause;

    NotesException(SQLException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private PairedCounts count(
      List<LabelledFeatures> notes, DecidedModel challenger, DecidedModel other) {
    List<Verdict> one = verdicts(challenger, notes);
    List<Verdict> two = verdicts(other, notes);
    PairedCounts counts = PairedCounts.NONE;
    for (int i = 0; i < notes.size(); i++) {
      counts = counts.plus(notes.get(i).truth(), one.get(i), two.get(i));
    }
    return counts;
  }

  private List<Verdict> verdicts(DecidedModel model, List<LabelledFeatures> notes) {
    List<Features> features = notes.stream().map(LabelledFeatures::features).toList();
    Optional<Classifier> classifier = models.find(model);
    return classifier
        .orElseThrow(() -> new IllegalStateException(model.modelFileName() + " was there before"))
        .classify(features)
        .verdicts();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
