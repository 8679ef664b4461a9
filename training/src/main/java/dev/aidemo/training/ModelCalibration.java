package dev.aidemo.training;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.database.LabelledRows;
import dev.aidemo.common.model.Classifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Teaches a new model how sure it may be, with the holdout and the rated notes that were held back:
 * those that may judge models, because the model was trained on none of them.
 */
final class ModelCalibration {
  private final List<LabelledFeatures> holdout;
  private final UnseenNotes unseenNotes;

  ModelCalibration(LabelledRows labelledRows, BankData data) {
    this.holdout = data.holdout();
    this.unseenNotes = new UnseenNotes(labelledRows, data);
  }

  /**
   * Returns the model with its calibration.
   *
   * @param trainedUntil when its rows were read; no later note counts
   */
  Classifier calibrate(Connection connection, Classifier classifier, Instant trainedUntil)
      throws SQLException {
    List<LabelledFeatures> rows = new ArrayList<>(holdout);
    rows.addAll(unseenNotes.all(connection, trainedUntil, trainedUntil));
    return classifier.calibratedOn(rows);
  }
}
