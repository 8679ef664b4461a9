package dev.aidemo.common.evidence;

import static dev.aidemo.common.evidence.PairedCounts.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.aidemo.common.banknote.Verdict;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DecisionRuleTest {
  private static final DecisionRule RULE = new DecisionRule(ErrorBudget.DEFAULT, 0.02);
  private static final ComparedModels MODELS = models(900, 500);

  @Test
  void sharesAddUpToTheTotal() {
    double sum = LongStream.rangeClosed(1, 1_000_000).mapToDouble(ErrorBudget.DEFAULT::share).sum();

    assertThat(sum).isLessThan(0.05).isCloseTo(0.05, within(1e-6));
    assertThat(ErrorBudget.DEFAULT.threshold(1)).isCloseTo(80, within(1e-9));
    assertThat(ErrorBudget.DEFAULT.threshold(3)).isCloseTo(480, within(1e-9));
  }

  @Test
  void countsWhoWasRightAlone() {
    PairedCounts counts =
        NONE.plus(Verdict.REAL, Verdict.REAL, Verdict.REAL)
            .plus(Verdict.REAL, Verdict.REAL, Verdict.FAKE)
            .plus(Verdict.FAKE, Verdict.REAL, Verdict.FAKE)
            .plus(Verdict.FAKE, Verdict.REAL, Verdict.REAL);

    assertThat(counts).isEqualTo(new PairedCounts(1, 1, 1, 1));
    assertThat(counts.notes()).isEqualTo(4);
  }

  @Test
  void promotesABetterOneAndSaysWhy() {
    PromotionDecision decision = decide(MODELS, new PairedCounts(398, 14, 0, 0));

    assertThat(decision.outcome()).isEqualTo(Outcome.PROMOTED_BETTER);
    assertThat(decision.explain())
        .isEqualTo(
            "version 9 replaces 7: of 412 notes that neither had seen, 9 alone was right on 14,"
                + " 7 alone on 0; the chance of that if 9 were no better is below 1 in 2,100");
  }

  @Test
  void eightAloneAreTooFewAndNineAreEnough() {
    ComparedModels models = models(600, 500);

    assertThat(decide(models, new PairedCounts(200, 8, 0, 0)).outcome().isPromoted()).isFalse();
    assertThat(decide(models, new PairedCounts(200, 9, 0, 0)).outcome().isPromoted()).isTrue();
  }

  @Test
  void promotesOneThatIsAsGoodAndLearnedFromClearlyMoreRows() {
    var counts = new PairedCounts(500, 1, 1, 0);
    PromotionDecision decision =
        RULE.decide(1, 1, MODELS, "", new PairedCounts(500, 1, 0, 0), counts, NONE);

    assertThat(decision.outcome()).isEqualTo(Outcome.PROMOTED_AS_GOOD);
    assertThat(decision.explain())
        .isEqualTo(
            "version 9 replaces 7: it learned from 900 rows, 7 from 500, and it is as good within"
                + " 2 points: of 502 notes that neither had seen, 9 alone was right on 1, 5 alone"
                + " on 1; the chance of that if 9 were 2 points worse than 5 is below 1 in 320");
    assertThat(decide(models(749, 500), counts).outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(
            new DecisionRule(ErrorBudget.DEFAULT, 0).decide(1, 1, MODELS, "", counts, counts, NONE))
        .extracting(PromotionDecision::outcome)
        .isEqualTo(Outcome.UNDECIDED);
  }

  /** Neither one large step down from the champion passes, nor many small ones. */
  @Test
  void mustBeAsGoodAsTheChampionAndAsTheReference() {
    var same = new PairedCounts(500, 0, 0, 0);
    var worse = new PairedCounts(490, 0, 6, 0);

    assertThat(RULE.decide(1, 1, MODELS, "", same, same, NONE).outcome())
        .isEqualTo(Outcome.PROMOTED_AS_GOOD);
    assertThat(RULE.decide(1, 1, MODELS, "", worse, same, NONE).outcome())
        .isEqualTo(Outcome.UNDECIDED);
    assertThat(RULE.decide(1, 1, MODELS, "", same, worse, NONE).outcome())
        .isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void waitsWhileNothingIsDecided() {
    PromotionDecision decision = decide(models(600, 500), new PairedCounts(100, 4, 3, 0));

    assertThat(decision.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(decision.explain())
        .isEqualTo(
            "version 9 waits behind 7: of 107 notes that neither had seen, 9 alone was right on 4,"
                + " 7 alone on 3; evidence of being better 0.58, of being as good not counted,"
                + " because it learned from too few rows, needed 80");
  }

  @Test
  void givesUpAWorseOne() {
    PromotionDecision decision = decide(MODELS, new PairedCounts(1_000, 0, 8, 0));

    assertThat(decision.outcome()).isEqualTo(Outcome.FUTILE);
    assertThat(decision.explain())
        .isEqualTo(
            "version 9 is given up: of 1,008 notes that neither had seen, 9 alone was right on 0,"
                + " 7 alone on 8; the chance of that if it were no worse is below 1 in 56");
  }

  @Test
  void givesUpWhatTheHoldoutShowsToBeWorseWhateverRatingsSay() {
    var ratings = new PairedCounts(0, 5_000, 0, 0);

    PromotionDecision decision =
        RULE.decide(1, 1, MODELS, "", ratings, ratings, new PairedCounts(269, 0, 1, 0));
    assertThat(decision.outcome()).isEqualTo(Outcome.PROMOTED_BETTER);

    decision = RULE.decide(1, 1, MODELS, "", ratings, ratings, new PairedCounts(264, 1, 5, 0));
    assertThat(decision.outcome()).isEqualTo(Outcome.FUTILE);
    assertThat(decision.explain())
        .isEqualTo(
            "version 9 is given up, whatever ratings say: of the 270 notes of the holdout, 9 alone"
                + " was right on 1, 5 alone on 5");
  }

  @Test
  void givesUpAfterManyNotes() {
    PromotionDecision decision = decide(models(600, 500), new PairedCounts(3_990, 5, 5, 0));

    assertThat(decision.outcome()).isEqualTo(Outcome.FUTILE);
    assertThat(decision.explain()).endsWith("so many notes did not decide");
  }

  @Test
  void evidenceIsAlwaysFinite() {
    PromotionDecision decision = decide(MODELS, new PairedCounts(0, 5_000, 0, 0));

    assertThat(decision.better()).isFinite();
    assertThat(decision.explain()).endsWith("below 1 in 1,000,000");
  }

  @Test
  void rejectsNegativeCounts() {
    assertThatThrownBy(() -> new PairedCounts(0, -1, 0, 0))
        .hasMessage("counts must not be negative");
  }

  private static ComparedModels models(long challengerRows, long championRows) {
    return new ComparedModels(
        new JudgedModel(9, challengerRows),
        new JudgedModel(7, championRows),
        new JudgedModel(5, 300));
  }

  private static PromotionDecision decide(ComparedModels models, PairedCounts counts) {
    return RULE.decide(1, 1, models, "9f3ac2d1", counts, counts, NONE);
  }
}
