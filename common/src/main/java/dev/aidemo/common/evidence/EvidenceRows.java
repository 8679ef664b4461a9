package dev.aidemo.common.evidence;

import dev.aidemo.common.banknote.Features;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Chooses the labelled rows that count in a decision, so that few loud sources cannot make it: of
 * notes that nearly equal each other only the first counts, and of one batch only so many.
 *
 * <p>Offer the rows in the order of their labels, a batch only if all its rows are rated: somebody
 * who rates only errors would make every challenger look better than the champion.
 */
public final class EvidenceRows {
  /** Rows with this share of all ids are never trained on. */
  private static final double HELD_BACK = 0.1;

  /** Nearer in standard deviations than all but few of the data set's distinct notes. */
  static final double NEAR = 0.05;

  private static final int MIN_ROWS_OF_BATCH = 5;
  private static final int BATCH_HAS_AT_MOST_ONE_IN = 10;

  private final double[] scale;
  private final NavigableMap<Double, List<double[]>> seen = new TreeMap<>();
  private final Map<UUID, Integer> left = new HashMap<>();
  private int count;

  /**
   * Starts with rows that count already: the holdout. Their spread is the measure of nearness.
   *
   * @throws IllegalArgumentException if they are fewer than two or do not spread
   */
  public EvidenceRows(Collection<Features> holdout) {
    this.scale = standardDeviations(holdout);
    holdout.forEach(this::see);
    this.count = holdout.size();
  }

  /**
   * Tells whether a rated row is held back: never trained on, so that it can judge every model.
   *
   * @param row the id of its prediction, which follows from batch and position
   */
  public static boolean isHeldBack(UUID row) {
    return Chance.of("held back", row) < HELD_BACK;
  }

  /**
   * Tells whether the next row counts, and counts it. A batch contributes five rows, or a tenth of
   * what counted when its first row came, whichever is more.
   */
  public boolean count(UUID batch, Features features) {
    int mayCount =
        left.computeIfAbsent(
            batch, first -> Math.max(MIN_ROWS_OF_BATCH, count / BATCH_HAS_AT_MOST_ONE_IN));
    if (mayCount == 0 || isNearSeen(features)) {
      return false;
    }
    left.put(batch, mayCount - 1);
    see(features);
    count++;
    return true;
  }

  private boolean isNearSeen(Features features) {
    double[] row = standardised(features);
    return seen.subMap(row[0] - NEAR, true, row[0] + NEAR, true).values().stream()
        .flatMap(List::stream)
        .anyMatch(other -> distance(row, other) <= NEAR);
  }

  /** Notes a row that one of the models was trained on, so that nothing near to it counts. */
  public void see(Features features) {
    double[] row = standardised(features);
    seen.computeIfAbsent(row[0], first -> new ArrayList<>(1)).add(row);
  }

  private double[] standardised(Features features) {
    double[] row = features.toArray();
    for (int i = 0; i < row.length; i++) {
      row[i] /= scale[i];
    }
    return row;
  }

  private static double distance(double[] one, double[] other) {
    double squares = 0;
    for (int i = 0; i < one.length; i++) {
      squares += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(squares);
  }

  private static double[] standardDeviations(Collection<Features> rows) {
    var deviations = new double[Features.COUNT];
    for (int i = 0; i < deviations.length; i++) {
      int feature = i;
      double mean = rows.stream().mapToDouble(row -> row.toArray()[feature]).average().orElse(0);
      double squares =
          rows.stream().mapToDouble(row -> row.toArray()[feature] - mean).map(d -> d * d).sum();
      deviations[i] = Math.sqrt(squares / (rows.size() - 1));
      if (!(deviations[i] > 0)) {
        throw new IllegalArgumentException("the holdout must have different rows");
      }
    }
    return deviations;
  }
}
