package dev.aidemo.common.promotion;

import dev.aidemo.common.evidence.Outcome;
import dev.aidemo.common.evidence.PromotionDecision;
import dev.aidemo.common.message.Challenger;
import dev.aidemo.common.message.Decision;
import dev.aidemo.common.message.TrainedModel;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows what some messages decided about each model, and says it in a sentence. */
final class Decisions {
  private final Set<String> served = new HashSet<>();
  private final Set<Long> superseded = new HashSet<>();

  /** The judgement that promoted a version, or else the last one. */
  private final Map<Long, PromotionDecision> judgements = new HashMap<>();

  Decisions(Collection<TrainedModel> messages) {
    List<TrainedModel> inOrder =
        messages.stream().sorted(Comparator.comparing(TrainedModel::version)).toList();
    for (TrainedModel message : inOrder) {
      if (message.decision() != null) {
        add(message.decision());
      }
    }
  }

  private void add(Decision decision) {
    served.add(decision.serves().modelFileName());
    superseded.add(decision.superseded());
    for (PromotionDecision judgement : decision.judgements()) {
      judgements.merge(
          judgement.models().challenger().version(),
          judgement,
          (earlier, later) -> earlier.outcome().isPromoted() ? earlier : later);
    }
  }

  /** Returns what was decided about a model; null if it has no decision. */
  Promotion.@Nullable Decided about(TrainedModel model) {
    Decision own = model.decision();
    if (own == null) {
      return null;
    }
    boolean promoted = served.contains(model.modelFileName());
    PromotionDecision judgement = judgements.get(model.version());
    if (!promoted && superseded.contains(model.version())) {
      return new Promotion.Decided(
          false,
          "lost its place",
          "version %d lost its place undecided".formatted(model.version()));
    }
    if (judgement == null) {
      return new Promotion.Decided(
          promoted, Promotion.NOT_TESTED, notTested(model.version(), own.challenger()));
    }
    return new Promotion.Decided(promoted, word(judgement.outcome()), judgement.explain());
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case PROMOTED_BETTER -> "better";
      case PROMOTED_AS_GOOD -> "as good";
      case UNDECIDED -> "waits";
      case FUTILE -> "given up";
    };
  }

  private static String notTested(long version, @Nullable Challenger waiting) {
    return waiting == null
        ? "version %d was not tested".formatted(version)
        : "version %d was not tested, because version %d waits and learned from more than half as"
                .formatted(version, waiting.model().version())
            + " many rows";
  }
}
