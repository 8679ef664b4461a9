package dev.aidemo.common.model;

import dev.aidemo.common.message.Rank;
import dev.aidemo.common.message.TrainedModel;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which of all models is to be served: the one that ranks highest, see {@link Rank}, if it does not
 * rank below the starter model. Redis applies the same rule in {@link
 * dev.aidemo.common.cache.ModelCache}.
 */
public final class PromotionRule {
  /** The champion is the maximum. */
  public static final Comparator<TrainedModel> RANK = Comparator.comparing(TrainedModel::rank);

  private PromotionRule() {}

  /** Whether a model may serve at all, or ranks below the starter model. */
  public static boolean isEligible(TrainedModel model) {
    return model.rank().refusal(Rank.STARTER).isEmpty();
  }

  /** The model to serve, or nothing if the starter model is better than all. */
  public static Optional<TrainedModel> champion(Collection<TrainedModel> models) {
    return models.stream().filter(PromotionRule::isEligible).max(RANK);
  }
}
