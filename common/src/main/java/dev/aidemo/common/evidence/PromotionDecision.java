package dev.aidemo.common.evidence;

import java.util.Locale;

/**
 * States what was decided about a challenger, and on which evidence, so that anybody can check it
 * later. {@link DecisionRule} makes it, once; everything else applies it.
 *
 * @param number how many challengers had been tested when this one came, itself included
 * @param rows names the rows that were counted
 * @param againstChampion what the challenger and the champion got right
 * @param againstReference what the challenger and the reference got right; the reference stands
 *     where the champion is
 * @param onHoldout the same on the holdout alone, which has a veto
 * @param margin how much worse is still as good; 0 if that is no way in
 * @param better see {@link BetterEvidence}; divided by the number of candidates that the challenger
 *     was selected from
 * @param asGood see {@link AsGoodEvidence}: against champion or reference, the weaker evidence,
 *     divided as well
 * @param threshold the evidence that promotes
 */
public record PromotionDecision(
    long number,
    ComparedModels models,
    String rows,
    PairedCounts againstChampion,
    PairedCounts againstReference,
    PairedCounts onHoldout,
    double margin,
    double better,
    double asGood,
    double threshold,
    Outcome outcome) {

  /** Says in one sentence what was decided and why, with the numbers. */
  public String explain() {
    JudgedModel challenger = models.challenger();
    JudgedModel champion = models.champion();
    return switch (outcome) {
      case PROMOTED_BETTER ->
          "%s replaces %s: %s; the chance of that if %s were no better is below 1 in %s"
              .formatted(
                  challenger.name(),
                  champion.shortName(),
                  seen(champion, againstChampion),
                  challenger.shortName(),
                  oneIn(better));
      case PROMOTED_AS_GOOD ->
          "%s replaces %s: it learned from %,d rows, %s from %,d, and it is as good within %s: %s;"
                  .formatted(
                      challenger.name(),
                      champion.shortName(),
                      challenger.rows(),
                      champion.shortName(),
                      champion.rows(),
                      points(),
                      referenceIsHarder()
                          ? seen(models.reference(), againstReference)
                          : seen(champion, againstChampion))
              + " the chance of that if %s were %s worse than %s is below 1 in %s"
                  .formatted(
                      challenger.shortName(),
                      points(),
                      (referenceIsHarder() ? models.reference() : champion).shortName(),
                      oneIn(asGood));
      case UNDECIDED ->
          "%s waits behind %s: %s; evidence of being better %s, of being as good %s, needed %s"
              .formatted(
                  challenger.name(),
                  champion.shortName(),
                  seen(champion, againstChampion),
                  number(better),
                  asGoodInWords(),
                  number(threshold));
      case FUTILE ->
          DecisionRule.isVetoed(onHoldout)
              ? "%s is given up, whatever ratings say: %s"
                  .formatted(challenger.name(), seenOnHoldout())
              : "%s is given up: %s; %s"
                  .formatted(challenger.name(), seen(champion, againstChampion), givenUp());
    };
  }

  private String seen(JudgedModel other, PairedCounts counts) {
    return "of %,d notes that neither had seen, %s alone was right on %,d, %s alone on %,d"
        .formatted(
            counts.notes(),
            models.challenger().shortName(),
            counts.challengerAlone(),
            other.shortName(),
            counts.championAlone());
  }

  private String seenOnHoldout() {
    return "of the %,d notes of the holdout, %s alone was right on %,d, %s alone on %,d"
        .formatted(
            onHoldout.notes(),
            models.challenger().shortName(),
            onHoldout.challengerAlone(),
            models.reference().shortName(),
            onHoldout.championAlone());
  }

  private boolean referenceIsHarder() {
    return AsGoodEvidence.logarithm(againstReference, margin)
        < AsGoodEvidence.logarithm(againstChampion, margin);
  }

  private String asGoodInWords() {
    if (margin == 0) {
      return "not asked for";
    }
    return models.challengerHasMoreRows()
        ? number(asGood)
        : "not counted, because it learned from too few rows";
  }

  private String givenUp() {
    double worse = BetterEvidence.of(againstChampion.swapped());
    return worse >= DecisionRule.FUTILE_EVIDENCE
        ? "the chance of that if it were no worse is below 1 in " + oneIn(worse)
        : "so many notes did not decide";
  }

  private String points() {
    double points = margin * 100;
    return points == 1
        ? "1 point"
        : String.format(Locale.ROOT, "%.3g", points).replaceAll("\\.?0+$", "") + " points";
  }

  /** Rounds down to two digits, because the chance is below what is said. */
  private static String oneIn(double evidence) {
    if (evidence >= 1e6) {
      return "1,000,000";
    }
    double unit = Math.max(1, Math.pow(10, Math.floor(Math.log10(evidence)) - 1));
    return String.format(Locale.ROOT, "%,d", (long) (Math.floor(evidence / unit) * unit));
  }

  private static String number(double evidence) {
    return evidence >= 1e6
        ? "above 1,000,000"
        : String.format(Locale.ROOT, evidence < 10 ? "%.2f" : "%,.0f", evidence);
  }
}
