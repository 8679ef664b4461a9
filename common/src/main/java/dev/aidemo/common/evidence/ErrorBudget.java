package dev.aidemo.common.evidence;

/**
 * Shares the accepted chance of a wrong promotion among all challengers that ever come. The k-th
 * gets total/(k(k+1)), which adds up to the total over any number of them; half of it is for each
 * of the two ways to be promoted.
 *
 * @param total the chance that any challenger, ever, is promoted wrongly
 */
public record ErrorBudget(double total) {
  /** The accepted chance unless something else is set: one in twenty. */
  public static final ErrorBudget DEFAULT = new ErrorBudget(0.05);

  public ErrorBudget {
    if (!(total > 0 && total < 1)) {
      throw new IllegalArgumentException("the total must be between 0 and 1, got " + total);
    }
  }

  /** Returns the share of the k-th challenger, the first being 1. */
  public double share(long challenger) {
    if (challenger < 1) {
      throw new IllegalArgumentException("challengers are counted from 1, got " + challenger);
    }
    return total / ((double) challenger * (challenger + 1));
  }

  /** Returns the evidence that promotes the k-th challenger, by either way. */
  public double threshold(long challenger) {
    return 2 / share(challenger);
  }
}
