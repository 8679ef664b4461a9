package dev.aidemo.common.model;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Fingerprint;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a training set of rows that arrive in the order of their features. If equal features have
 * different labels, the majority decides; a tie leaves them out.
 */
public final class TrainingSetCollector {
  /** The data set's numbers lie within ±20; two rows with thousands would spoil any model. */
  private static final double MAX_NUMBER = 100;

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

  /** Adds the next row: {@link Features#COUNT} numbers, and a label that is 1 or 0. */
  public void add(double[] numbers, int label) {
    if (!Arrays.stream(numbers).allMatch(number -> Math.abs(number) <= MAX_NUMBER)) {
      implausible++;
      return;
    }
    var features = Features.of(numbers);
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

  /** Returns the training set of all rows that were added. */
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
}
