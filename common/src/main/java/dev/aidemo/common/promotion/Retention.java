package dev.aidemo.common.promotion;

import dev.aidemo.common.message.TrainedModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which model files are kept: the champion, those that the newest decision will be
 * continued with, the newest 50 that were promoted, and the newest 50 others. So whatever is
 * trained, one page lists the bucket.
 */
public final class Retention {
  private static final int MAX_PROMOTED = 50;
  private static final int MAX_OTHERS = 50;

  private Retention() {}

  /**
   * Returns the models whose files are not kept, the oldest first.
   *
   * @param models all that have files, in the order of their versions
   */
  public static List<TrainedModel> expired(List<TrainedModel> models) {
    Set<String> needed = needed(models);
    List<Promotion> history = PromotionRule.history(models);
    List<TrainedModel> expired = new ArrayList<>();
    int promoted = 0;
    int others = 0;
    for (int i = models.size() - 1; i >= 0; i--) {
      boolean kept =
          history.get(i).isPromoted() ? ++promoted <= MAX_PROMOTED : ++others <= MAX_OTHERS;
      if (!kept && !needed.contains(models.get(i).modelFileName())) {
        expired.add(models.get(i));
      }
    }
    Collections.reverse(expired);
    return expired;
  }

  private static Set<String> needed(List<TrainedModel> models) {
    Set<String> needed = new HashSet<>();
    PromotionRule.champion(models).map(TrainedModel::modelFileName).ifPresent(needed::add);
    PromotionRule.newestDecision(models)
        .map(TrainedModel::decision)
        .ifPresent(decision -> needed.addAll(decision.modelFileNames()));
    return needed;
  }
}
