package dev.aidemo.common.evidence;

import dev.aidemo.common.banknote.Verdict;

/**
 * Counts how two models did on the same notes. Only the notes that one of them alone got right say
 * which is better.
 */
public record PairedCounts(
    long bothRight, long challengerAlone, long championAlone, long bothWrong) {
  /** Counts nothing yet. */
  public static final PairedCounts NONE = new PairedCounts(0, 0, 0, 0);

  public PairedCounts {
    if (bothRight < 0 || challengerAlone < 0 || championAlone < 0 || bothWrong < 0) {
      throw new IllegalArgumentException("counts must not be negative");
    }
  }

  /** Returns these counts and one more note. */
  public PairedCounts plus(Verdict truth, Verdict challenger, Verdict champion) {
    boolean challengerRight = challenger == truth;
    boolean championRight = champion == truth;
    return new PairedCounts(
        bothRight + (challengerRight && championRight ? 1 : 0),
        challengerAlone + (challengerRight && !championRight ? 1 : 0),
        championAlone + (!challengerRight && championRight ? 1 : 0),
        bothWrong + (!challengerRight && !championRight ? 1 : 0));
  }

  /** Returns these counts and those of other notes. */
  public PairedCounts plus(PairedCounts others) {
    return new PairedCounts(
        bothRight + others.bothRight,
        challengerAlone + others.challengerAlone,
        championAlone + others.championAlone,
        bothWrong + others.bothWrong);
  }

  /** Returns the number of notes. */
  public long notes() {
    return same() + challengerAlone + championAlone;
  }

  /** Returns on how many notes both did the same. */
  public long same() {
    return bothRight + bothWrong;
  }

  /** Returns the same counts with the two models in each other's place. */
  public PairedCounts swapped() {
    return new PairedCounts(bothRight, championAlone, challengerAlone, bothWrong);
  }
}
