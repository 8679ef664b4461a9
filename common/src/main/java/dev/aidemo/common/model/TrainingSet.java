package dev.aidemo.common.model;

import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Holds the rows that a model is trained on: each tuple of features once, none of the holdout.
 *
 * @param rows in the order of their features
 * @param sha256 identifies the rows
 * @param leftOut how many rows were left out, and why
 */
public record TrainingSet(List<LabelledFeatures> rows, String sha256, LeftOut leftOut) {
  static final int MIN_ROWS_PER_CLASS = 3;

  /**
   * Counts the rows that are not trained on.
   *
   * @param repeated rows with the features of another row, which is kept
   * @param heldOut rows of the holdout
   * @param contradicted rows whose features are rated real as often as fake
   * @param implausible features far outside the range of any banknote
   * @param heldBack ratings that judge models instead
   */
  public record LeftOut(
      int repeated, int heldOut, int contradicted, int implausible, int heldBack) {}

  public TrainingSet {
    rows = List.copyOf(rows);
  }

  /**
   * Draws at most {@code count} of the rows, of each class its share. The draw depends on the whole
   * set: with one more row, other rows are drawn.
   */
  List<LabelledFeatures> sample(int count) {
    if (rows.size() <= count) {
      return rows;
    }
    List<LabelledFeatures> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(sha256.hashCode()));
    List<LabelledFeatures> sample = new ArrayList<>(count);
    for (Verdict truth : Verdict.values()) {
      List<LabelledFeatures> ofClass =
          shuffled.stream().filter(row -> row.truth() == truth).toList();
      int share = (int) ((long) count * ofClass.size() / rows.size());
      sample.addAll(ofClass.subList(0, Math.max(share, MIN_ROWS_PER_CLASS)));
    }
    return sample;
  }

  /** Says why the rows are too few to train on, or nothing if they are enough. */
  public Optional<String> tooFewRows() {
    long real = rows.stream().filter(row -> row.truth() == Verdict.REAL).count();
    long fake = rows.size() - real;
    return Math.min(real, fake) >= MIN_ROWS_PER_CLASS
        ? Optional.empty()
        : Optional.of(
            "training needs at least "
                + MIN_ROWS_PER_CLASS
                + " rows of each class, there are "
                + real
                + " real and "
                + fake
                + " fake");
  }
}
