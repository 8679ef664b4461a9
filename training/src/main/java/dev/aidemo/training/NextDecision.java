package dev.aidemo.training;

import dev.aidemo.common.evidence.ComparedModels;
import dev.aidemo.common.evidence.DecisionRule;
import dev.aidemo.common.evidence.Outcome;
import dev.aidemo.common.evidence.PairedCounts;
import dev.aidemo.common.evidence.PromotionDecision;
import dev.aidemo.common.message.Challenger;
import dev.aidemo.common.message.DecidedModel;
import dev.aidemo.common.message.Decision;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the decision of a training from the one before. First the predecessor of the champion is
 * judged, which may return, then the challenger that waits, then the new model, if it becomes the
 * challenger. It reads no store; {@link PairedNotes} does.
 */
final class NextDecision {
  /** A new model takes the challenger's place if it learned from so many times its rows. */
  private static final long ROWS_TO_SUPERSEDE = 2;

  private final DecisionRule rule;
  private final Comparison comparison;
  private final Instant now;
  private DecidedModel serves;
  private DecidedModel reference;
  private @Nullable Challenger challenger;
  private @Nullable Challenger predecessor;
  private long challengers;
  private final List<PromotionDecision> judgements = new ArrayList<>();
  private long superseded;

  /** Compares two models on notes that neither was trained on. */
  @FunctionalInterface
  interface Comparison {
    /**
     * Counts what they get right.
     *
     * @param since only notes that were labelled later count, if it is given
     */
    Compared compare(DecidedModel challenger, DecidedModel other, @Nullable Instant since)
        throws SQLException;
  }

  /**
   * Counts what two models got right.
   *
   * @param onHoldout the same on the holdout alone, whatever counts
   * @param rows names the notes that count
   */
  record Compared(PairedCounts counts, PairedCounts onHoldout, String rows) {}

  /**
   * Starts from the decision before.
   *
   * @param now no label that was stored later is known
   */
  NextDecision(DecisionRule rule, Comparison comparison, Decision before, Instant now) {
    this.rule = rule;
    this.comparison = comparison;
    this.now = now;
    this.serves = before.serves();
    this.reference = before.reference();
    this.challenger = before.challenger();
    this.predecessor = before.predecessor();
    this.challengers = before.challengers();
  }

  /**
   * Decides.
   *
   * @param trained the new model
   * @param candidates how many models it was selected from on the holdout
   */
  Decision after(DecidedModel trained, int candidates) throws SQLException {
    judgePredecessor();
    judgeChallenger();
    admit(trained, candidates);
    return new Decision(
        serves, reference, challenger, predecessor, challengers, judgements, superseded, now);
  }

  private void judgePredecessor() throws SQLException {
    if (predecessor == null) {
      return;
    }
    // Being as good is no reason to return.
    Outcome outcome = judge(predecessor, new DecisionRule(rule.budget(), 0));
    if (outcome.isPromoted()) {
      serves = predecessor.model();
      reference = bestOnHoldout(reference, serves);
      if (challenger != null) {
        // It is now compared with another champion, which is another test.
        challenger =
            new Challenger(
                challenger.model(), ++challengers, challenger.candidates(), challenger.since());
      }
    }
    if (outcome != Outcome.UNDECIDED) {
      predecessor = null;
    }
  }

  private void judgeChallenger() throws SQLException {
    if (challenger == null) {
      return;
    }
    Outcome outcome = judge(challenger, rule);
    if (outcome.isPromoted()) {
      promote(challenger.model(), outcome);
    }
    if (outcome != Outcome.UNDECIDED) {
      challenger = null;
    }
  }

  private void promote(DecidedModel model, Outcome outcome) {
    boolean isStarter = serves.version() == 0;
    predecessor = isStarter ? null : new Challenger(serves, ++challengers, 1, now);
    serves = model;
    reference =
        outcome == Outcome.PROMOTED_BETTER
            ? bestOnHoldout(reference, model)
            : bestOnHoldout(model, reference);
  }

  /**
   * Returns the one with the higher accuracy on the holdout, which no rating can raise; the second
   * of equal ones, or if their holdouts differ.
   */
  private static DecidedModel bestOnHoldout(DecidedModel first, DecidedModel second) {
    return first.generation() == second.generation() && first.accuracy() > second.accuracy()
        ? first
        : second;
  }

  private void admit(DecidedModel trained, int candidates) throws SQLException {
    if (challenger != null) {
      if (trained.records() < ROWS_TO_SUPERSEDE * challenger.model().records()) {
        return;
      }
      superseded = challenger.model().version();
    }
    challenger = new Challenger(trained, ++challengers, candidates, null);
    judgeChallenger();
  }

  private Outcome judge(Challenger judged, DecisionRule by) throws SQLException {
    Compared againstChampion = comparison.compare(judged.model(), serves, judged.since());
    Compared againstReference =
        serves.equals(reference)
            ? againstChampion
            : comparison.compare(judged.model(), reference, judged.since());
    PromotionDecision judgement =
        by.decide(
            judged.number(),
            judged.candidates(),
            new ComparedModels(judged.model().judged(), serves.judged(), reference.judged()),
            againstChampion.rows(),
            againstChampion.counts(),
            againstReference.counts(),
            againstReference.onHoldout());
    judgements.add(judgement);
    return judgement.outcome();
  }
}
