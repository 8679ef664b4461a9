package dev.aidemo.common.database;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.evidence.ReviewOrder;
import dev.aidemo.common.message.Prediction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of a batch their places in the order of review. A note that is asked for is rated
 * by its subject, and one mention of a subject rates all rows of it in the batch. So the first row
 * of a subject has a place if all its rows are the same note, and no other row has one.
 */
final class ReviewPriorities {
  private ReviewPriorities() {}

  /** Returns the priority of each row, null for rows that are not asked for one by one. */
  static @Nullable Double[] of(Prediction prediction) {
    List<String> subjects = prediction.subjects();
    Map<String, Features> notes = new HashMap<>();
    Set<String> differing = new HashSet<>();
    for (int row = 0; row < subjects.size(); row++) {
      Features note = prediction.input().get(row);
      Features first = notes.putIfAbsent(subjects.get(row), note);
      if (first != null && !first.equals(note)) {
        differing.add(subjects.get(row));
      }
    }
    @Nullable Double[] priorities = new @Nullable Double[subjects.size()];
    for (int row = 0; row < priorities.length; row++) {
      boolean isFirst = notes.remove(subjects.get(row)) != null;
      if (isFirst && !differing.contains(subjects.get(row))) {
        List<Double> confidence = prediction.confidence();
        priorities[row] =
            ReviewOrder.priority(
                Predictions.rowId(prediction.batchId(), row),
                ReviewOrder.uncertainty(confidence == null ? null : confidence.get(row)));
      }
    }
    return priorities;
  }
}
