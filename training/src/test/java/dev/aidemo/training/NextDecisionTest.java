package dev.aidemo.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.evidence.DecisionRule;
import dev.aidemo.common.evidence.Outcome;
import dev.aidemo.common.evidence.PairedCounts;
import dev.aidemo.common.evidence.PromotionDecision;
import dev.aidemo.common.message.Challenger;
import dev.aidemo.common.message.DecidedModel;
import dev.aidemo.common.message.Decision;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NextDecisionTest {
  private static final Instant BEFORE = Instant.parse("2026-11-23T11:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final PairedCounts SAME = counts(0, 0);
  private static final PairedCounts BETTER = counts(20, 0);
  private static final PairedCounts WORSE = counts(0, 20);

  private static final DecidedModel STARTER = model(0, 6);
  private static final DecidedModel CHAMPION = model(3, 100);
  private static final DecidedModel REFERENCE = model(2, 90);

  /** What is counted for challenger and other, by their versions; the same if nothing is said. */
  private final Map<List<Long>, PairedCounts> said = new HashMap<>();

  /** The same on the holdout alone, where nothing is counted if nothing is said. */
  private final Map<List<Long>, PairedCounts> onHoldout = new HashMap<>();

  /** From when the notes were that were asked for, by the challenger's version. */
  private final Map<Long, @Nullable Instant> asked = new HashMap<>();

  @Test
  void promotesAtOnceWhatIsBetterThanTheStarterModel() {
    say(1, 0, BETTER);

    Decision decision = decide(first(), model(1, 50));

    assertThat(decision.serves()).isEqualTo(model(1, 50));
    assertThat(decision.reference()).isEqualTo(model(1, 50));
    assertThat(decision.challenger()).isNull();
    assertThat(decision.predecessor()).as("the starter model has no file to return to").isNull();
    assertThat(decision.challengers()).isEqualTo(1);
    assertThat(outcomes(decision)).containsExactly(Outcome.PROMOTED_BETTER);
    assertThat(decision.labelsUntil()).isEqualTo(NOW);
  }

  @Test
  void letsAnUndecidedModelWaitAsTheChallenger() {
    Decision decision = decide(serving(null, null, 5), model(9, 110));

    assertThat(decision.serves()).isEqualTo(CHAMPION);
    assertThat(decision.challenger()).isEqualTo(new Challenger(model(9, 110), 6, 1, null));
    assertThat(outcomes(decision)).containsExactly(Outcome.UNDECIDED);
  }

  @Test
  void storesAModelUntestedWhileAChallengerWaits() {
    Challenger waiting = challenger(8, 110, 6);

    Decision decision = decide(serving(waiting, null, 6), model(9, 219));

    assertThat(decision.challenger()).isEqualTo(waiting);
    assertThat(decision.judgementOf(9)).isEmpty();
    assertThat(decision.judgementOf(8)).isPresent();
    assertThat(decision.challengers()).isEqualTo(6);
    assertThat(decision.superseded()).isZero();
  }

  @Test
  void givesThePlaceToAModelOfTwiceTheRows() {
    Decision decision = decide(serving(challenger(8, 110, 6), null, 6), model(9, 220));

    assertThat(decision.challenger()).isEqualTo(new Challenger(model(9, 220), 7, 1, null));
    assertThat(decision.superseded()).isEqualTo(8);
  }

  @Test
  void promotesTheWaitingChallengerAndComparesTheNewModelWithIt() {
    say(8, 3, BETTER);

    Decision decision = decide(serving(challenger(8, 110, 6), null, 6), model(9, 120));

    assertThat(decision.serves()).isEqualTo(model(8, 110));
    assertThat(decision.predecessor()).isEqualTo(new Challenger(CHAMPION, 7, 1, NOW));
    assertThat(decision.challenger()).isEqualTo(new Challenger(model(9, 120), 8, 1, null));
    assertThat(decision.judgementOf(9).orElseThrow().models().champion().version()).isEqualTo(8);
  }

  @Test
  void promotesAsGoodOnlyWhatIsAsGoodAsTheReferenceToo() {
    PairedCounts manySame = new PairedCounts(600, 0, 0, 0);
    say(8, 3, manySame);
    say(8, 2, WORSE);
    Decision before = serving(challenger(8, 150, 6), null, 6);

    assertThat(decide(before, model(9, 160)).serves()).isEqualTo(CHAMPION);

    say(8, 2, manySame);
    Decision decision = decide(before, model(9, 160));
    assertThat(decision.serves()).isEqualTo(model(8, 150));
    assertThat(decision.reference()).as("as good is not better").isEqualTo(REFERENCE);
  }

  @Test
  void doesNotPromoteWhatTheHoldoutShowsToBeWorseThanTheBestSoFar() {
    say(8, 3, BETTER);
    onHoldout.put(List.of(8L, 2L), WORSE);

    Decision decision = decide(serving(challenger(8, 110, 6), null, 6), model(9, 120));

    assertThat(decision.serves()).isEqualTo(CHAMPION);
    assertThat(outcomes(decision)).containsExactly(Outcome.FUTILE, Outcome.UNDECIDED);
  }

  /** Ratings can praise a model, but not raise its accuracy on the holdout. */
  @Test
  void staysTheBestSoFarUntilAModelIsAsGoodOnTheHoldout() {
    say(9, 3, BETTER);

    Decision lower = decide(serving(null, null, 6), model(9, 120, 0.89));
    assertThat(lower.serves().version()).isEqualTo(9);
    assertThat(lower.reference()).isEqualTo(REFERENCE);

    Decision equal = decide(serving(null, null, 6), model(9, 120, 0.9));
    assertThat(equal.reference().version()).isEqualTo(9);
  }

  /** Otherwise a predecessor could return that is worse than the champion on the holdout. */
  @Test
  void isTheBestSoFarAlsoAsOnlyAsGoodIfItIsRightOnMoreOfTheHoldout() {
    say(8, 3, new PairedCounts(600, 0, 0, 0));
    say(8, 2, new PairedCounts(600, 0, 0, 0));
    var waiting = new Challenger(model(8, 150, 0.91), 6, 1, null);

    Decision decision = decide(serving(waiting, null, 6), model(9, 160));

    assertThat(decision.serves().version()).isEqualTo(8);
    assertThat(decision.reference().version()).isEqualTo(8);
  }

  @Test
  void doesNotReturnToAPredecessorThatTheHoldoutShowsToBeWorse() {
    say(1, 3, BETTER);
    onHoldout.put(List.of(1L, 2L), WORSE);
    var predecessor = new Challenger(model(1, 50), 6, 1, BEFORE);

    Decision decision = decide(serving(null, predecessor, 6), model(9, 120));

    assertThat(decision.serves()).isEqualTo(CHAMPION);
    assertThat(decision.predecessor()).isNull();
  }

  @Test
  void givesUpAChallengerThatIsWorseAndTestsTheNewModel() {
    say(8, 3, WORSE);

    Decision decision = decide(serving(challenger(8, 110, 6), null, 6), model(9, 111));

    assertThat(outcomes(decision)).containsExactly(Outcome.FUTILE, Outcome.UNDECIDED);
    assertThat(decision.challenger()).isEqualTo(new Challenger(model(9, 111), 7, 1, null));
  }

  @Test
  void needsMoreEvidenceOfTheBestOfSeveralCandidates() {
    say(9, 3, counts(9, 0));

    assertThat(decide(serving(null, null, 0), model(9, 110), 1).serves().version()).isEqualTo(9);
    assertThat(decide(serving(null, null, 0), model(9, 110), 3).serves().version()).isEqualTo(3);
  }

  @Test
  void returnsToThePredecessorIfLaterLabelsShowThatItIsBetter() {
    say(1, 3, BETTER);
    var predecessor = new Challenger(model(1, 50), 6, 1, BEFORE);

    Decision decision = decide(serving(challenger(8, 110, 5), predecessor, 6), model(9, 120));

    assertThat(asked).containsEntry(1L, BEFORE).containsEntry(8L, null);
    assertThat(decision.serves()).isEqualTo(model(1, 50));
    assertThat(decision.reference()).isEqualTo(model(1, 50));
    assertThat(decision.predecessor()).isNull();
    assertThat(decision.challenger()).as("another test").isEqualTo(challenger(8, 110, 7));
    assertThat(outcomes(decision)).containsExactly(Outcome.PROMOTED_BETTER, Outcome.UNDECIDED);
  }

  @Test
  void staysTheBestSoFarIfAPredecessorReturnsThatIsLowerOnTheHoldout() {
    say(1, 3, BETTER);
    var predecessor = new Challenger(model(1, 50, 0.89), 6, 1, BEFORE);

    Decision decision = decide(serving(null, predecessor, 6), model(9, 120));

    assertThat(decision.serves().version()).isEqualTo(1);
    assertThat(decision.reference()).isEqualTo(REFERENCE);
  }

  @Test
  void neverReturnsToAPredecessorThatIsAsGood() {
    say(1, 3, new PairedCounts(3_000, 0, 0, 0));
    say(1, 2, new PairedCounts(3_000, 0, 0, 0));
    var predecessor = new Challenger(model(1, 5_000), 6, 1, BEFORE);

    Decision decision = decide(serving(null, predecessor, 6), model(9, 120));

    assertThat(decision.serves()).isEqualTo(CHAMPION);
    assertThat(decision.predecessor()).isEqualTo(predecessor);
  }

  private void say(long challenger, long other, PairedCounts counts) {
    said.put(List.of(challenger, other), counts);
  }

  private Decision decide(Decision before, DecidedModel trained) {
    return decide(before, trained, 1);
  }

  private Decision decide(Decision before, DecidedModel trained, int candidates) {
    try {
      return new NextDecision(
              DecisionRule.ofPoints(DecisionRule.DEFAULT_POINTS),
              (challenger, other, since) -> {
                asked.put(challenger.version(), since);
                List<Long> versions = List.of(challenger.version(), other.version());
                return new NextDecision.Compared(
                    said.getOrDefault(versions, SAME),
                    onHoldout.getOrDefault(versions, PairedCounts.NONE),
                    "notes");
              },
              before,
              NOW)
          .after(trained, candidates);
    } catch (SQLException e) {
      throw new AssertionError("nothing here reads a database", e);
    }
  }

  private static Decision first() {
    return new Decision(STARTER, STARTER, null, null, 0, List.of(), 0, BEFORE);
  }

  private static Decision serving(
      @Nullable Challenger challenger, @Nullable Challenger predecessor, long challengers) {
    return new Decision(
        CHAMPION, REFERENCE, challenger, predecessor, challengers, List.of(), 0, BEFORE);
  }

  private static Challenger challenger(long version, long rows, long number) {
    return new Challenger(model(version, rows), number, 1, null);
  }

  private static DecidedModel model(long version, long rows) {
    return model(version, rows, 0.9);
  }

  private static DecidedModel model(long version, long rows, double accuracy) {
    return new DecidedModel("model-" + version + ".pb", 1, accuracy, version, rows, BEFORE);
  }

  private static PairedCounts counts(long challengerAlone, long championAlone) {
    return new PairedCounts(50, challengerAlone, championAlone, 0);
  }

  private static List<Outcome> outcomes(Decision decision) {
    return decision.judgements().stream().map(PromotionDecision::outcome).toList();
  }
}
