package dev.aidemo.common.evidence;

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
}
