package dev.aidemo.common.promotion;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells which model serves after a message, and whether the message's own model was promoted.
 *
 * @param model the model that serves according to the message
 * @param champion the model that serves until then, at first {@link Rank#STARTER}
 * @param decided what was decided about the message's own model; null if it has no decision, so
 *     that ranks alone are compared
 */
public record Promotion(Rank model, Rank champion, @Nullable Decided decided) {
  /**
   * Says what was decided about a model.
   *
   * @param isPromoted whether it became the champion, be it later
   * @param outcome in a word or two
   * @param reason in a sentence
   */
  public record Decided(boolean isPromoted, String outcome, String reason) {}

  /** The outcome of a model that was not judged, because another one waits. */
  public static final String NOT_TESTED = "not tested";

  /** Compares ranks. */
  public Promotion(Rank model, Rank champion) {
    this(model, champion, null);
  }

  /** Tells whether the message's own model becomes, or already is or was, the champion. */
  public boolean isPromoted() {
    return decided == null ? model.compareTo(champion) >= 0 : decided.isPromoted();
  }

  /** Returns the one that serves from now on. */
  public Rank winner() {
    return model.compareTo(champion) >= 0 ? model : champion;
  }

  /** Says why the model is not promoted, as in {@code 0.9667 < 0.9704 of version 3}. */
  public Optional<String> notPromotedBecause() {
    if (isPromoted()) {
      return Optional.empty();
    }
    return Optional.of(decided == null ? comparison() + " of " + name(champion) : decided.reason());
  }

  /**
   * Answers in a few words, as in {@code yes: better} or {@code no: 0.9667 < 0.9704 of version 3}.
   */
  public String summary() {
    if (decided != null) {
      return (decided.isPromoted() ? "yes: " : "no: ") + decided.outcome();
    }
    return notPromotedBecause().map(reason -> "no: " + reason).orElse("yes");
  }

  /** Says on which evidence the model is promoted; nothing if it was ranks that were compared. */
  public Optional<String> promotedBecause() {
    return decided != null && decided.isPromoted()
        ? Optional.of(decided.reason())
        : Optional.empty();
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
    if (rank.isStarter()) {
      return "the starter model";
    }
    return rank.version() == 0 ? rank.fileName() : "version " + rank.version();
  }
}
