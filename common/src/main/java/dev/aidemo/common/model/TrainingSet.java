package dev.aidemo.common.model;

import dev.aidemo.common.message.LabelledFeatures;
import dev.aidemo.common.message.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The rows that a model is trained on: each tuple of features once, none of the holdout.
 *
 * @param rows in the order of their features
 * @param sha256 identifies the rows
 * @param leftOut how many rows were left out, and why
 */
public record TrainingSet(List<LabelledFeatures> rows, String sha256, LeftOut leftOut) {
  static final int FEWEST_OF_A_CLASS = 3;

  /**
   * Rows that are not trained on.
   *
   * @param repeated equal features, of which one row is kept
   * @param heldOut features of the holdout
   * @param contradicted features that as many ratings call real as fake
   * @param implausible features far outside anything that a banknote can have
   */
  public record LeftOut(int repeated, int heldOut, int contradicted, int implausible) {}

  public TrainingSet {
    rows = List.copyOf(rows);
  }

  /**
   * At most {@code most} of the rows, of each class its share. Which ones depends on the whole set:
   * another row more, and other rows are drawn.
   */
  List<LabelledFeatures> sample(int most) {
    if (rows.size() <= most) {
      return rows;
    }
    List<LabelledFeatures> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(sha256.hashCode()));
    List<LabelledFeatures> sample = new ArrayList<>(most);
    for (Verdict truth : Verdict.values()) {
      List<LabelledFeatures> ofClass =
          shuffled.stream().filter(row -> row.truth() == truth).toList();
      int share = (int) ((long) most * ofClass.size() / rows.size());
      sample.addAll(ofClass.subList(0, Math.max(share, FEWEST_OF_A_CLASS)));
    }
    return sample;
  }

  /** Why the rows are not enough to train on, or nothing if they are. */
  public Optional<String> refusal() {
    long real = rows.stream().filter(row -> row.truth() == Verdict.REAL).count();
    long fake = rows.size() - real;
    return Math.min(real, fake) >= FEWEST_OF_A_CLASS
        ? Optional.empty()
        : Optional.of(
            "training needs at least "
                + FEWEST_OF_A_CLASS
                + " rows of each class, there are "
                + real
                + " real and "
                + fake
                + " fake");
  }
}
