package dev.aidemo.local.demo;

import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.evidence.EvidenceRows;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Holds the banknotes that a client sends in one message.
 *
 * @param id a new one for each batch of each run
 * @param subjects the client's names for the banknotes
 * @param rows the banknotes with their true classes, which only the person who rates them knows
 */
record Batch(UUID id, List<String> subjects, List<LabelledFeatures> rows) {
  static final int MAX_ROWS = 20;

  /**
   * Divides the rows into batches.
   *
   * @param offset the number of banknotes in earlier batches
   */
  static List<Batch> of(List<LabelledFeatures> rows, int offset) {
    List<Batch> batches = new ArrayList<>();
    for (int start = 0; start < rows.size(); start += MAX_ROWS) {
      List<LabelledFeatures> part = rows.subList(start, Math.min(start + MAX_ROWS, rows.size()));
      List<String> subjects = new ArrayList<>();
      for (int i = 0; i < part.size(); i++) {
        subjects.add("banknote-%04d".formatted(offset + start + i + 1));
      }
      batches.add(new Batch(UUID.randomUUID(), subjects, part));
    }
    return batches;
  }

  /** Names the prediction of a row by its batch and its subject. */
  String prediction(int row) {
    return id + " " + subjects.get(row);
  }

  /** Returns how many of these predictions are right. */
  long right(List<String> predictions) {
    return IntStream.range(0, rows.size())
        .filter(i -> predictions.get(i).equals(rows.get(i).truth().word()))
        .count();
  }

  /** Returns how many of the rows are trained on once they are rated; the others judge models. */
  long trainedOn() {
    return IntStream.range(0, rows.size())
        .filter(position -> !EvidenceRows.isHeldBack(Predictions.rowId(id, position)))
        .count();
  }
}
