package dev.aidemo.common.promotion;

import java.util.Locale;
import java.util.Optional;

/**
 * Compares a model with the champion of its time.
 *
 * @param model the model that arrives
 * @param champion the model that serves until then, at first {@link Rank#STARTER}
 */
public record Promotion(Rank model, Rank champion) {
  /** Tells whether the model becomes, or already is, the champion. */
  public boolean isPromoted() {
    return model.compareTo(champion) >= 0;
  }

  /** Returns the one that serves from now on. */
  public Rank winner() {
    return isPromoted() ? model : champion;
  }

  /** Says why the model is not promoted, as in {@code 0.9667 < 0.9704 of version 3}. */
  public Optional<String> notPromotedBecause() {
    return isPromoted() ? Optional.empty() : Optional.of(comparison() + " of " + name(champion));
  }

  private String comparison() {
    if (model.generation() != champion.generation()) {
      return "holdout generation %d < %d".formatted(model.generation(), champion.generation());
    }
    if (model.accuracy() != champion.accuracy()) {
      return accuracies("%.4f").or(() -> accuracies("%s")).orElse("accuracy");
    }
    return model.version() == champion.version()
        ? "file name " + model.fileName() + " < that"
        : "version %d < that".formatted(model.version());
  }

  /** Returns both accuracies, unless they look alike in this format. */
  private Optional<String> accuracies(String format) {
    String ours = String.format(Locale.ROOT, format, model.accuracy());
    String theirs = String.format(Locale.ROOT, format, champion.accuracy());
    return ours.equals(theirs) ? Optional.empty() : Optional.of(ours + " < " + theirs);
  }

  private static String name(Rank rank) {
    if (rank.equals(Rank.STARTER)) {
      return "the starter model";
    }
    return rank.version() == 0 ? rank.fileName() : "version " + rank.version();
  }
}
