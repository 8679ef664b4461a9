package dev.aidemo.common.evidence;

/**
 * Decides about a challenger. It may be asked after every label: the stated chance of a wrong
 * promotion holds for all looks at all challengers together.
 *
 * @param budget the accepted chance of any wrong promotion
 * @param margin how much worse than champion and reference a challenger may be, as a share of
 *     notes, to count as as good; 0 promotes none as as good
 */
public record DecisionRule(ErrorBudget budget, double margin) {
  /** The margin unless something else is set, in points; decision record 31 says why. */
  public static final int DEFAULT_POINTS = 3;

  /** So many times the rows of champion and reference are clearly more rows. */
  public static final double MORE_ROWS = 1.5;

  /** Evidence that the champion is better than the challenger gives the challenger up. */
  public static final double FUTILE_EVIDENCE = 20;

  /**
   * Evidence of the holdout alone that the reference is better vetoes the challenger, such as two
   * notes to none of 270. It is little, so that no rating can pay for a visible loss.
   */
  public static final double VETO_EVIDENCE = 2;

  /** After so many notes without a decision the challenger is given up. */
  public static final long MAX_NOTES = 4_000;

  public DecisionRule {
    if (!(margin >= 0 && margin < 1)) {
      throw new IllegalArgumentException("the margin must be from 0 to below 1, got " + margin);
    }
  }

  /** Returns the rule with a margin of so many notes of a hundred. */
  public static DecisionRule ofPoints(int points) {
    return new DecisionRule(ErrorBudget.DEFAULT, points / 100.0);
  }

  /**
   * Decides on what is known now. As good means as good as the champion, so that no promotion loses
   * more than the margin, and as the reference, so that many promotions together do not.
   *
   * <p>The holdout has a veto, because nobody rates it: whatever ratings say, a challenger that it
   * shows to be worse than the reference is given up.
   *
   * @param number 1 for the first challenger that was ever tested, 2 for the next
   * @param candidates how many models the challenger was selected from on rows that count here: the
   *     best of several looks better than it is, so the evidence is divided by their number
   * @param models challenger, champion and reference
   * @param rows names the rows that were counted
   * @param onHoldout what challenger and reference got right on the holdout alone
   */
  public PromotionDecision decide(
      long number,
      int candidates,
      ComparedModels models,
      String rows,
      PairedCounts againstChampion,
      PairedCounts againstReference,
      PairedCounts onHoldout) {
    double better = finite(BetterEvidence.of(againstChampion)) / candidates;
    double asGood =
        margin == 0
            ? 0
            : finite(
                    Math.min(
                        AsGoodEvidence.of(againstChampion, margin),
                        AsGoodEvidence.of(againstReference, margin)))
                / candidates;
    double threshold = budget.threshold(number);
    return new PromotionDecision(
        number,
        models,
        rows,
        againstChampion,
        againstReference,
        onHoldout,
        margin,
        better,
        asGood,
        threshold,
        isVetoed(onHoldout)
            ? Outcome.FUTILE
            : outcome(better, asGood, threshold, models, againstChampion));
  }

  /** Tells whether the holdout alone shows that the reference is better than the challenger. */
  static boolean isVetoed(PairedCounts onHoldout) {
    return BetterEvidence.of(onHoldout.swapped()) >= VETO_EVIDENCE;
  }

  private static Outcome outcome(
      double better,
      double asGood,
      double threshold,
      ComparedModels models,
      PairedCounts againstChampion) {
    if (better >= threshold) {
      return Outcome.PROMOTED_BETTER;
    }
    if (BetterEvidence.of(againstChampion.swapped()) >= FUTILE_EVIDENCE) {
      return Outcome.FUTILE;
    }
    if (asGood >= threshold && models.challengerHasMoreRows()) {
      return Outcome.PROMOTED_AS_GOOD;
    }
    return againstChampion.notes() >= MAX_NOTES ? Outcome.FUTILE : Outcome.UNDECIDED;
  }

  /** JSON has no infinity. */
  private static double finite(double evidence) {
    return Math.min(evidence, Double.MAX_VALUE);
  }
}
