package dev.aidemo.common.evidence;

import dev.aidemo.common.evidence.LiveAccuracy.Rated;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds among the predictions of a model those that {@link ReviewOrder} asked for, and estimates
 * with them how many of all are right.
 *
 * <p>Nobody records who was asked for what. Of some predictions, let t be the lowest priority of
 * those that nobody rated. Then all below t are rated, no matter who asked for them and why, and
 * each fell below t with probability min(1, t × weight). Ratings above t say nothing: somebody may
 * have rated those alone that are wrong.
 *
 * <p>New predictions lower t, as most of them are not rated yet. So the estimate is made for the
 * oldest n predictions, with the n that promises the narrowest interval. That depends on weights
 * and on the priorities of unrated predictions, never on ratings, so that it favours no answer.
 *
 * @param accuracy of these predictions
 * @param asked how many ratings it rests on
 * @param predictions for how many predictions it is made, counted from the oldest
 */
public record ReviewSample(LiveAccuracy accuracy, int asked, int predictions) {
  /**
   * Somebody who rates errors only, and reviews nothing, has a sample of errors only, up to the
   * first right prediction in the order. It hardly ever is as long as this.
   */
  public static final int MIN_ASKED = 20;

  /**
   * A prediction.
   *
   * @param priority its place in the order of review
   * @param uncertainty how likely it is wrong
   * @param right what a person said, null if nobody did
   */
  public record Row(double priority, double uncertainty, @Nullable Boolean right) {}

  /** Estimates from all predictions of a model, the oldest first. */
  public static ReviewSample of(List<Row> rows) {
    double threshold = Double.POSITIVE_INFINITY;
    ReviewSample best = new ReviewSample(LiveAccuracy.of(List.of()), 0, 0);
    double promised = 0;
    for (int end = 0; end <= rows.size(); end++) {
      Row next = end < rows.size() ? rows.get(end) : null;
      if (next != null && (next.right() != null || next.priority() >= threshold)) {
        continue;
      }
      List<Row> oldest = rows.subList(0, end);
      double effective = effectiveRows(oldest, threshold);
      if (effective >= promised) {
        best = below(threshold, oldest);
        promised = effective;
      }
      threshold = next == null ? threshold : next.priority();
    }
    return best;
  }

  /** Tells whether these are enough ratings to show the estimate to a person. */
  public boolean isEnough() {
    return asked >= MIN_ASKED;
  }

  /** Returns how many effective rows to expect, whichever of the rows fall below the threshold. */
  private static double effectiveRows(List<Row> rows, double threshold) {
    double weights = 0;
    for (Row row : rows) {
      weights += 1 / ReviewOrder.probability(threshold, row.uncertainty());
    }
    return rows.isEmpty() ? 0 : (double) rows.size() * rows.size() / weights;
  }

  private static ReviewSample below(double threshold, List<Row> rows) {
    List<Rated> asked = new ArrayList<>();
    for (Row row : rows) {
      if (row.right() != null && row.priority() < threshold) {
        asked.add(new Rated(row.right(), ReviewOrder.probability(threshold, row.uncertainty())));
      }
    }
    return new ReviewSample(LiveAccuracy.of(asked), asked.size(), rows.size());
  }
}
