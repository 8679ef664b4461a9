package dev.aidemo.common.message;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a model stands among all models. The promotion rule is this order: the champion is the
 * maximum, by holdout generation, then accuracy, then version, then file name. The order is total,
 * so that the champion does not depend on the order in which models arrive, nor on repetition.
 *
 * <p>{@link #STARTER} is the floor: what ranks below it is never promoted.
 *
 * <p>Redis applies the same rule in {@code common.cache.ModelCache}.
 *
 * @param generation of the holdout that the accuracy was measured on, 0 where none is named
 * @param accuracy the share of the holdout that the model classifies right
 * @param version an integer that only grows, 0 where none is named
 * @param fileName tells apart what the original's training published, which has no version
 */
public record Rank(int generation, double accuracy, long version, String fileName)
    implements Comparable<Rank> {
  /** The model that is bundled with {@code prediction}, which classifies 177 of 270 right. */
  public static final Rank STARTER = new Rank(1, 177.0 / 270, 0, "model-0000000000-starter.pb");

  private static final Comparator<Rank> ORDER =
      Comparator.comparingInt(Rank::generation)
          .thenComparingDouble(Rank::accuracy)
          .thenComparingLong(Rank::version)
          .thenComparing(Rank::fileName);

  /** Takes minus zero for zero, which are different only to {@link Double#compare}. */
  public Rank {
    accuracy += 0.0;
  }

  @Override
  public int compareTo(Rank other) {
    return ORDER.compare(this, other);
  }

  /**
   * Why a model of this rank does not replace the champion, or nothing if it does. Before there is
   * a champion, {@link #STARTER} is.
   */
  public Optional<String> refusal(Rank champion) {
    if (compareTo(champion) >= 0) {
      return Optional.empty();
    }
    return Optional.of(comparison(champion) + " of " + champion.name());
  }

  private String comparison(Rank champion) {
    if (generation != champion.generation) {
      return "holdout generation %d < %d".formatted(generation, champion.generation);
    }
    if (accuracy != champion.accuracy) {
      return accuracies("%.4f", champion).orElseGet(() -> accuracies("%s", champion).orElse(""));
    }
    return version == champion.version
        ? "file name " + fileName + " < that"
        : "version %d < that".formatted(version);
  }

  /** Both accuracies, unless they look alike in this format. */
  private Optional<String> accuracies(String format, Rank champion) {
    String ours = String.format(Locale.ROOT, format, accuracy);
    String theirs = String.format(Locale.ROOT, format, champion.accuracy);
    return ours.equals(theirs) ? Optional.empty() : Optional.of(ours + " < " + theirs);
  }

  private String name() {
    if (equals(STARTER)) {
      return "the starter model";
    }
    return version == 0 ? fileName : "version " + version;
  }
}
