package dev.aidemo.common.model;

import dev.aidemo.common.message.Features;
import dev.aidemo.common.message.LabelledFeatures;
import dev.aidemo.common.message.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a training set of rows that come in the order of their features. Where equal features have
 * different labels, the majority decides; a tie leaves them out.
 */
public final class TrainingSetCollector {
  /** The data set's numbers lie within ±20; two rows of thousands would spoil any model. */
  private static final double LARGEST = 100;

  private final Set<Features> heldOut;
  private final Fingerprint fingerprint = new Fingerprint();
  private final List<LabelledFeatures> rows = new ArrayList<>();
  private @Nullable Features current;
  private int real;
  private int fake;
  private int repeated;
  private int heldOutRows;
  private int contradicted;
  private int implausible;

  public TrainingSetCollector(Set<Features> heldOut) {
    this.heldOut = heldOut;
  }

  /** Takes the next row, whose {@code label} is 1 or 0. */
  public void add(double variance, double skewness, double curtosis, double entropy, int label) {
    if (!(plausible(variance)
        && plausible(skewness)
        && plausible(curtosis)
        && plausible(entropy))) {
      implausible++;
      return;
    }
    var features = new Features(variance, skewness, curtosis, entropy);
    if (!features.equals(current)) {
      settle();
      current = features;
    }
    if (label == Verdict.REAL.label()) {
      real++;
    } else {
      fake++;
    }
  }

  /** The training set of all rows that were taken. */
  public TrainingSet finish() {
    settle();
    return new TrainingSet(
        rows,
        fingerprint.hex(),
        new TrainingSet.LeftOut(repeated, heldOutRows, contradicted, implausible));
  }

  private void settle() {
    if (current != null) {
      if (heldOut.contains(current)) {
        heldOutRows += real + fake;
      } else if (real == fake) {
        contradicted += real + fake;
      } else {
        var row = new LabelledFeatures(current, real > fake ? Verdict.REAL : Verdict.FAKE);
        rows.add(row);
        fingerprint.add(row);
        repeated += real + fake - 1;
      }
    }
    current = null;
    real = 0;
    fake = 0;
  }

  private static boolean plausible(double number) {
    return Math.abs(number) <= LARGEST;
  }
}
