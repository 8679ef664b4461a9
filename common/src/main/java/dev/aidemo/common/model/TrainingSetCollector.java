package dev.aidemo.common.model;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Fingerprint;
import dev.aidemo.common.banknote.HeldOut;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.evidence.EvidenceRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a training set of rows that arrive in the order of their features. If equal features have
 * different labels, the majority decides. A tie leaves them out, but never a starter row, whose
 * class is known: otherwise one wrong rating would leave too few rows to train on.
 */
public final class TrainingSetCollector {
  /** The data set's numbers lie within ±20; two rows with thousands would spoil any model. */
  private static final double MAX_NUMBER = 100;

  private final HeldOut heldOut;
  private final Map<Features, Verdict> starter;
  private final Fingerprint fingerprint = new Fingerprint();
  private final List<LabelledFeatures> rows = new ArrayList<>();
  private @Nullable Features current;
  private int real;
  private int fake;
  private int repeated;
  private int heldOutRows;
  private int contradicted;
  private int implausible;
  private int heldBack;

  /** Starts without rows. */
  public TrainingSetCollector(BankData data) {
    this.heldOut = data.heldOut();
    this.starter =
        data.starter().stream()
            .collect(Collectors.toMap(LabelledFeatures::features, LabelledFeatures::truth));
  }

  /**
   * Adds the next row as {@link #add(double[], int)} does, unless it is a rating that is held back.
   *
   * @param rated the id of the prediction that was rated, null if the label is from elsewhere
   */
  public void add(@Nullable UUID rated, double[] numbers, int label) {
    if (rated != null && EvidenceRows.isHeldBack(rated)) {
      heldBack++;
    } else {
      add(numbers, label);
    }
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
        new TrainingSet.LeftOut(repeated, heldOutRows, contradicted, implausible, heldBack));
  }

  private void settle() {
    if (current != null) {
      if (heldOut.contains(current)) {
        heldOutRows += real + fake;
      } else if (real == fake && !starter.containsKey(current)) {
        contradicted += real + fake;
      } else {
        var row = new LabelledFeatures(current, majority(current));
        rows.add(row);
        fingerprint.add(row);
        repeated += real + fake - 1;
      }
    }
    current = null;
    real = 0;
    fake = 0;
  }

  private Verdict majority(Features features) {
    Verdict rated = real > fake ? Verdict.REAL : Verdict.FAKE;
    return real == fake ? starter.getOrDefault(features, rated) : rated;
  }
}
