package dev.aidemo.operations.command;

import dev.aidemo.common.promotion.Promotion;
import java.util.ArrayList;
import java.util.List;

/** Says of each model that was judged what was decided about it, and on which evidence. */
public final class DecisionLines {
  private DecisionLines() {}

  /** Returns the lines to print, none if no model was judged. */
  public static List<String> of(List<Promotion> promotions) {
    List<String> lines = new ArrayList<>();
    for (Promotion promotion : promotions) {
      Promotion.Decided decided = promotion.decided();
      if (decided != null && !decided.outcome().equals(Promotion.NOT_TESTED)) {
        lines.add("- " + decided.reason() + ".");
      }
    }
    if (!lines.isEmpty()) {
      lines.addAll(0, List.of("", "Why:"));
    }
    return lines;
  }
}
