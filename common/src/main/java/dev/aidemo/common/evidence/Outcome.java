package dev.aidemo.common.evidence;

/** Says what the evidence decides about a challenger. */
public enum Outcome {
  /** It replaces the champion, because it is right alone more often. */
  PROMOTED_BETTER,
  /** It replaces the champion, because it is as good and learned from clearly more rows. */
  PROMOTED_AS_GOOD,
  /** It waits for more labels. */
  UNDECIDED,
  /** It is given up: it is worse, or many labels did not decide. */
  FUTILE;

  /** Tells whether the challenger replaces the champion. */
  public boolean isPromoted() {
    return this == PROMOTED_BETTER || this == PROMOTED_AS_GOOD;
  }
}
