package dev.aidemo.training;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.evidence.PairedCounts;
import dev.aidemo.common.message.DecidedModel;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows two models the same notes, which neither has seen, and counts what they get right. It reads
 * the notes of one decision, each set once.
 */
final class PairedNotes {
  private final Connection connection;
  private final Instant now;
  private final BankData data;
  private final UnseenNotes unseenNotes;
  private final LoadedModels models;
  private final Map<Instant, List<LabelledFeatures>> all = new HashMap<>();
  private final Map<Instant, List<LabelledFeatures>> later = new HashMap<>();

  PairedNotes(
      Connection connection,
      Instant now,
      BankData data,
      UnseenNotes unseenNotes,
      LoadedModels models) {
    this.connection = connection;
    this.now = now;
    this.data = data;
    this.unseenNotes = unseenNotes;
    this.models = models;
  }

  /** Does what {@link NextDecision.Comparison} asks for. */
  NextDecision.Compared compare(
      DecidedModel challenger, DecidedModel other, @Nullable Instant since) throws SQLException {
    Instant trained = max(challenger.trainedUntil(), other.trainedUntil());
    int generation = data.holdoutId().generation();
    boolean areOfHoldout =
        challenger.generation() == generation && other.generation() == generation;
    boolean withHoldout = since == null && areOfHoldout;
    List<LabelledFeatures> labels = since == null ? all(trained) : later(max(since, trained));
    PairedCounts onHoldout =
        areOfHoldout ? count(data.holdout(), challenger, other) : PairedCounts.NONE;
    PairedCounts onLabels = count(labels, challenger, other);
    String rows =
        (withHoldout ? "holdout %s and ".formatted(data.holdoutId()) : "")
            + "%d %s%s until %s"
                .formatted(
                    labels.size(),
                    labels.size() == 1 ? "label" : "labels",
                    since == null ? "" : " since " + since,
                    now);
    return new NextDecision.Compared(
        withHoldout ? onHoldout.plus(onLabels) : onLabels, onHoldout, rows);
  }

  private List<LabelledFeatures> all(Instant trained) throws SQLException {
    List<LabelledFeatures> notes = all.get(trained);
    if (notes == null) {
      notes = unseenNotes.all(connection, trained, now);
      all.put(trained, notes);
    }
    return notes;
  }

  private List<LabelledFeatures> later(Instant since) throws SQLException {
    List<LabelledFeatures> notes = later.get(since);
    if (notes == null) {
      notes = unseenNotes.later(connection, since, now);
      later.put(since, notes);
    }
    return notes;
  }

  private PairedCounts count(
      List<LabelledFeatures> notes, DecidedModel challenger, DecidedModel other) {
    List<Verdict> one = verdicts(challenger, notes);
    List<Verdict> two = verdicts(other, notes);
    PairedCounts counts = PairedCounts.NONE;
    for (int i = 0; i < notes.size(); i++) {
      counts = counts.plus(notes.get(i).truth(), one.get(i), two.get(i));
    }
    return counts;
  }

  private List<Verdict> verdicts(DecidedModel model, List<LabelledFeatures> notes) {
    return models
        .find(model)
        .orElseThrow(() -> new IllegalStateException(model.modelFileName() + " was there before"))
        .classify(notes.stream().map(LabelledFeatures::features).toList())
        .verdicts();
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
