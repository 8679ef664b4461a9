package dev.aidemo.common.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Orders unrated predictions by how much a label would teach, with chance enough in it to estimate
 * the accuracy of all predictions from those that were asked.
 *
 * <p>Priority sampling (N. Duffield, C. Lund, M. Thorup, Priority sampling for estimation of
 * arbitrary subset sums, 2007): each prediction has a weight, the more uncertain the larger, and a
 * number u between 0 and 1 that follows from its id. They are asked in the order of u/weight. If
 * all below t were asked, each was asked with probability min(1, t × weight). The order needs no
 * state, and holds while predictions come and labels arrive.
 */
public final class ReviewOrder {
  /** The weight of a prediction that is certain, which gives everything a chance to be asked. */
  public static final double MIN_WEIGHT = 0.02;

  private ReviewOrder() {}

  /** A prediction that waits for its label, and how likely it is wrong: 0, or up to 1/2. */
  public record Unrated(UUID id, double uncertainty) {}

  /**
   * A prediction to ask a person for.
   *
   * @param probability with which it is among those asked, given how many are asked
   */
  public record Asked(UUID id, double probability) {}

  /** Returns how likely a prediction is wrong; one without confidence is worth asking for. */
  public static double uncertainty(@Nullable Double confidence) {
    return confidence == null ? 0.5 : 1 - confidence;
  }

  /** Returns the weight of a prediction that is wrong with this probability. */
  public static double weight(double uncertainty) {
    return Math.max(MIN_WEIGHT, Math.min(1, 2 * uncertainty));
  }

  /** Returns the place of a prediction in the order: the lowest is asked first. */
  public static double priority(UUID id, double uncertainty) {
    return Chance.of("review", id) / weight(uncertainty);
  }

  /**
   * Returns the probability with which a prediction was asked if all below a threshold were.
   *
   * @param threshold the lowest priority of all predictions that were not asked
   */
  public static double probability(double threshold, double uncertainty) {
    return Math.min(1, threshold * weight(uncertainty));
  }

  /** Returns the predictions to ask for, at most {@code limit}, in their order. */
  public static List<Asked> next(List<Unrated> unrated, int limit) {
    List<Unrated> order = new ArrayList<>(unrated);
    order.sort(
        Comparator.comparingDouble((Unrated row) -> priority(row.id(), row.uncertainty()))
            .thenComparing(Unrated::id));
    double threshold =
        limit < order.size()
            ? priority(order.get(limit).id(), order.get(limit).uncertainty())
            : Double.POSITIVE_INFINITY;
    return order.stream()
        .limit(limit)
        .map(row -> new Asked(row.id(), probability(threshold, row.uncertainty())))
        .toList();
  }
}
