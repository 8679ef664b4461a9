package dev.aidemo.common.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Asks for predictions in {@link ReviewOrder} as the table does, without a table. */
public final class SimulatedReview {
  private SimulatedReview() {}

  /** A prediction that waits for its label, and how likely it is wrong: 0, or up to 1/2. */
  public record Unrated(UUID id, double uncertainty) {}

  /**
   * A prediction to ask a person for.
   *
   * @param probability with which it is among those asked, given how many are asked
   */
  public record Asked(UUID id, double probability) {}

  /** Returns the predictions to ask for, at most {@code limit}, in their order. */
  public static List<Asked> next(List<Unrated> unrated, int limit) {
    List<Unrated> order = new ArrayList<>(unrated);
    order.sort(
        Comparator.comparingDouble(
                (Unrated row) -> ReviewOrder.priority(row.id(), row.uncertainty()))
            .thenComparing(Unrated::id));
    double threshold =
        limit < order.size()
            ? ReviewOrder.priority(order.get(limit).id(), order.get(limit).uncertainty())
            : Double.POSITIVE_INFINITY;
    return order.stream()
        .limit(limit)
        .map(row -> new Asked(row.id(), ReviewOrder.probability(threshold, row.uncertainty())))
        .toList();
  }
}
