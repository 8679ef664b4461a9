package dev.aidemo.common.promotion;

import dev.aidemo.common.message.ReigningModel;
import dev.aidemo.common.message.TrainedModel;
import java.util.Comparator;

/**
 * Orders all models; the champion is the highest. The holdout generation decides, then accuracy,
 * then version, then file name. No two models are equal in this order, so that the champion depends
 * neither on the order in which models arrive nor on repetition.
 *
 * @param generation of the holdout that the accuracy was measured on, 0 if the model names none
 * @param accuracy the share of the holdout that the model classifies right, 0 to 1
 * @param version an integer that only grows, 0 if the model has none
 * @param fileName tells apart the models of the original's training, which have no version
 */
public record Rank(int generation, double accuracy, long version, String fileName)
    implements Comparable<Rank> {
  /**
   * The model that is bundled with {@code prediction}, which classifies 177 of 270 right. It serves
   * until a model is trained, and no model that ranks below it is promoted.
   */
  public static final Rank STARTER = new Rank(1, 177.0 / 270, 0, "model-0000000000-starter.pb");

  private static final Comparator<Rank> ORDER =
      Comparator.comparingInt(Rank::generation)
          .thenComparingDouble(Rank::accuracy)
          .thenComparingLong(Rank::version)
          .thenComparing(Rank::fileName);

  /** Makes minus zero zero, because {@link Double#compare} tells them apart. */
  public Rank {
    accuracy += 0.0;
  }

  /** Returns the rank of a model. */
  public static Rank of(TrainedModel model) {
    return new Rank(model.generation(), model.accuracy(), model.version(), model.modelFileName());
  }

  /** Returns the rank of a model that served. */
  public static Rank ofReigning(ReigningModel model) {
    return new Rank(model.generation(), model.accuracy(), model.version(), model.modelFileName());
  }

  @Override
  public int compareTo(Rank other) {
    return ORDER.compare(this, other);
  }
}
