package dev.aidemo.common.promotion;

import dev.aidemo.common.message.DecidedModel;
import dev.aidemo.common.message.Decision;
import dev.aidemo.common.message.TrainedModel;
import java.util.Comparator;

/**
 * Orders all models that serve according to some message; the champion is the highest. The number
 * of the decision is what counts: the newest applies. Models without a decision are ordered by
 * holdout generation, then accuracy, then version, then file name. No two are equal in this order,
 * so that the champion depends neither on the order in which messages arrive nor on repetition.
 *
 * @param decision the number of the decision that the model serves by, 0 if there was none
 * @param generation of the holdout that the accuracy was measured on, 0 if the model names none
 * @param accuracy the share of the holdout that the model classifies right, 0 to 1
 * @param version an integer that only grows, 0 if the model has none
 * @param fileName tells apart the models of the original's training, which have no version
 */
public record Rank(long decision, int generation, double accuracy, long version, String fileName)
    implements Comparable<Rank> {
  /**
   * The model that is bundled with {@code prediction}, which classifies 177 of 270 right. It serves
   * until a model is trained, and no model that ranks below it is promoted.
   */
  public static final Rank STARTER = new Rank(0, 1, 177.0 / 270, 0, "model-0000000000-starter.pb");

  private static final Comparator<Rank> ORDER =
      Comparator.comparingLong(Rank::decision)
          .thenComparingInt(Rank::generation)
          .thenComparingDouble(Rank::accuracy)
          .thenComparingLong(Rank::version)
          .thenComparing(Rank::fileName);

  /** Makes minus zero zero, because {@link Double#compare} tells them apart. */
  public Rank {
    accuracy += 0.0;
  }

  /** Ranks a model without a decision. */
  public Rank(int generation, double accuracy, long version, String fileName) {
    this(0, generation, accuracy, version, fileName);
  }

  /**
   * Returns the rank of the model that serves according to a message: without decision, its own.
   */
  public static Rank of(TrainedModel message) {
    Decision decision = message.decision();
    if (decision == null) {
      return new Rank(
          message.generation(), message.accuracy(), message.version(), message.modelFileName());
    }
    DecidedModel serves = decision.serves();
    return new Rank(
        message.version(),
        serves.generation(),
        serves.accuracy(),
        serves.version(),
        serves.modelFileName());
  }

  /** Tells whether this is the starter model, which has no file in the bucket. */
  public boolean isStarter() {
    return fileName.equals(STARTER.fileName);
  }

  @Override
  public int compareTo(Rank other) {
    return ORDER.compare(this, other);
  }
}
