package dev.aidemo.common.promotion;

import dev.aidemo.common.message.TrainedModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells which of all models serves: the one that the newest decision names. Trainings make the
 * decisions, on evidence; all others apply them, in any order. Models without a decision are
 * compared by their accuracy.
 */
public final class PromotionRule {
  private PromotionRule() {}

  /**
   * Compares what a message decides with the registered champion, if any, or the starter model,
   * whichever ranks higher.
   */
  public static Promotion compare(TrainedModel message, Optional<Rank> registered) {
    Rank champion =
        registered.filter(rank -> rank.compareTo(Rank.STARTER) >= 0).orElse(Rank.STARTER);
    return new Promotion(
        Rank.of(message), champion, new Decisions(List.of(message)).about(message));
  }

  /** Returns the model to serve, or nothing if that is the starter model. */
  public static Optional<TrainedModel> champion(Collection<TrainedModel> models) {
    return bestFirst(models).findFirst();
  }

  /** Returns the models that may serve, the best first: the next one is for a file that is lost. */
  public static Stream<TrainedModel> bestFirst(Collection<TrainedModel> models) {
    Map<String, TrainedModel> byFileName =
        models.stream()
            .collect(
                Collectors.toMap(
                    TrainedModel::modelFileName, Function.identity(), (one, other) -> one));
    return ranked(models)
        .map(
            message ->
                message.decision() == null
                    ? message
                    : byFileName.get(message.decision().serves().modelFileName()))
        .filter(Objects::nonNull)
        .distinct();
  }

  /**
   * Returns the models that may serve according to some message, the best first, whether their
   * files are among the given ones or not. It ends where the starter model is better.
   */
  public static Stream<Rank> ranks(Collection<TrainedModel> models) {
    return ranked(models).map(Rank::of);
  }

  private static Stream<TrainedModel> ranked(Collection<TrainedModel> models) {
    return models.stream()
        .filter(model -> Rank.of(model).compareTo(Rank.STARTER) >= 0)
        .sorted(Comparator.comparing(Rank::of).reversed())
        .takeWhile(model -> !Rank.of(model).isStarter());
  }

  /** Returns the newest decision, with the message that carries it. */
  public static Optional<TrainedModel> newestDecision(Collection<TrainedModel> models) {
    return models.stream()
        .filter(model -> model.decision() != null)
        .max(Comparator.comparing(TrainedModel::version));
  }

  /**
   * Tells of each model whether it was promoted, if their messages came in this order. What a later
   * message decides about a model is told of the model.
   */
  public static List<Promotion> history(List<TrainedModel> models) {
    List<Promotion> history = new ArrayList<>();
    var decisions = new Decisions(models);
    Rank champion = Rank.STARTER;
    for (TrainedModel model : models) {
      Rank rank = Rank.of(model);
      var promotion = new Promotion(rank, champion, decisions.about(model));
      history.add(promotion);
      champion = promotion.winner();
    }
    return history;
  }
}
