package dev.aidemo.training;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.database.LabelledRows;
import dev.aidemo.common.database.LabelledRows.Row;
import dev.aidemo.common.evidence.EvidenceRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the notes that may judge two models: those that neither was trained on, near copies of
 * none that one was, each note once, of whole batches only, and of each batch its share.
 */
final class UnseenNotes {
  private final LabelledRows labelledRows;
  private final List<Features> holdout;
  private final List<Features> starter;

  UnseenNotes(LabelledRows labelledRows, BankData data) {
    this.labelledRows = labelledRows;
    this.holdout = data.holdout().stream().map(LabelledFeatures::features).toList();
    this.starter = data.starter().stream().map(LabelledFeatures::features).toList();
  }

  /**
   * Returns the notes that were held back, and those that were labelled after both models were
   * trained, in this order. The holdout is not among them.
   *
   * @param trained when the rows of the later of both models were read
   */
  List<LabelledFeatures> all(Connection connection, Instant trained, Instant until)
      throws SQLException {
    return choose(
        labelledRows.lastUntil(connection, trained),
        labelledRows.firstAfter(connection, trained, until));
  }

  /** Returns the notes that were labelled later, held back or not. */
  List<LabelledFeatures> later(Connection connection, Instant since, Instant until)
      throws SQLException {
    return choose(List.of(), labelledRows.firstAfter(connection, since, until));
  }

  /**
   * Chooses of rows that were there when a model was trained, and of those that came after, each in
   * the order of their labels.
   */
  List<LabelledFeatures> choose(List<Row> before, List<Row> after) {
    var evidence = new EvidenceRows(holdout);
    starter.forEach(evidence::see);
    before.stream()
        .filter(row -> !isHeldBack(row))
        .forEach(row -> evidence.see(row.labelled().features()));
    List<LabelledFeatures> chosen = new ArrayList<>();
    before.stream().filter(UnseenNotes::isHeldBack).forEach(row -> add(row, evidence, chosen));
    after.forEach(row -> add(row, evidence, chosen));
    return chosen;
  }

  private static boolean isHeldBack(Row row) {
    return row.batch() != null && EvidenceRows.isHeldBack(row.id());
  }

  private static void add(Row row, EvidenceRows evidence, List<LabelledFeatures> chosen) {
    if (row.batch() != null
        && row.isOfCompleteBatch()
        && evidence.count(row.batch(), row.labelled().features())) {
      chosen.add(row.labelled());
    }
  }
}
