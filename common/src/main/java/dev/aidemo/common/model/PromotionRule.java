package dev.aidemo.common.model;

import dev.aidemo.common.message.TrainedModel;
import java.util.Comparator;

/**
 * Which of two models is to be served: the one of the higher holdout generation, then of the higher
 * accuracy, then of the higher version. This is a total order, so that the champion does not depend
 * on the order in which models arrive. Redis applies the same rule in {@link
 * dev.aidemo.common.cache.ModelCache}.
 */
public final class PromotionRule {
  /** The champion is the maximum. */
  public static final Comparator<TrainedModel> RANK =
      Comparator.comparingInt(TrainedModel::generation)
          .thenComparingDouble(TrainedModel::accuracy)
          .thenComparingLong(TrainedModel::version);

  private PromotionRule() {}
}
