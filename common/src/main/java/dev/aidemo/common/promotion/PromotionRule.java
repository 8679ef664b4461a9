package dev.aidemo.common.promotion;

import dev.aidemo.common.message.TrainedModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which of all models serves: the one that ranks highest, if not below the starter model.
 */
public final class PromotionRule {
  private PromotionRule() {}

  /**
   * Compares a model with the champion: the registered one, if any, or the one of the time when the
   * model was trained, or the starter model, whichever ranks highest.
   */
  public static Promotion compare(TrainedModel model, Optional<Rank> registered) {
    Optional<Rank> named = Optional.ofNullable(model.champion()).map(Rank::ofReigning);
    Rank champion =
        Stream.of(Optional.of(Rank.STARTER), registered, named)
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder())
            .orElse(Rank.STARTER);
    return new Promotion(Rank.of(model), champion);
  }

  /** Returns the model to serve, or nothing if the starter model outranks all. */
  public static Optional<TrainedModel> champion(Collection<TrainedModel> models) {
    return bestFirst(models).findFirst();
  }

  /** Returns the models that may serve, the best first: the next one is for a file that is lost. */
  public static Stream<TrainedModel> bestFirst(Collection<TrainedModel> models) {
    return models.stream()
        .filter(model -> Rank.of(model).compareTo(Rank.STARTER) >= 0)
        .sorted(Comparator.comparing(Rank::of).reversed());
  }

  /**
   * Tells of each model whether it was promoted when it came, if they came in this order. A model
   * that names its champion of that time is compared with it, even if that one is not among them.
   */
  public static List<Promotion> history(List<TrainedModel> models) {
    List<Promotion> history = new ArrayList<>();
    Rank champion = Rank.STARTER;
    for (TrainedModel model : models) {
      Promotion promotion = compare(model, Optional.of(champion));
      history.add(promotion);
      champion = promotion.winner();
    }
    return history;
  }
}
