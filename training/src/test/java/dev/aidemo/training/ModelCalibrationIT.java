package dev.aidemo.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.evidence.Calibration;
import dev.aidemo.common.evidence.EvidenceRows;
import dev.aidemo.common.model.StarterModel;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what the calibration in an uploaded file was learned from. */
class ModelCalibrationIT {
  private static final BankData DATA = BankData.load();
  private static final int HOLDOUT = DATA.holdout().size();

  private FeedbackLoop loop;

  @BeforeEach
  void makeAnEmptyLoop() throws SQLException {
    loop = FeedbackLoop.empty();
    loop.addStarter(DATA.starter());
  }

  @Test
  void theStarterHasNone() {
    assertThat(StarterModel.train().calibration()).isEmpty();
  }

  @Test
  void theHoldoutIsEnoughForAFirstModel() {
    loop.train();

    Calibration calibration = ofTheNewestFile();
    assertThat(calibration.rows()).isEqualTo(HOLDOUT);
    assertThat(calibration.confidence()).isPresent();
    assertThat(calibration.sets()).isPresent();
  }

  @Test
  void ratingsThatWereHeldBackCountAndThoseThatWereTrainedOnDoNot() {
    // Far from each other and from the data set, so that no note is a near copy.
    rate(true, 60, 5);
    loop.train();
    assertThat(ofTheNewestFile().rows()).isEqualTo(HOLDOUT + 5);

    rate(false, 80, 5);
    loop.train();
    assertThat(ofTheNewestFile().rows()).isEqualTo(HOLDOUT + 5);

    rate(true, 60.01, 1);
    rate(true, 80.01, 1);
    rate(false, 90, 1);
    loop.train();
    assertThat(ofTheNewestFile().rows()).as("near copies").isEqualTo(HOLDOUT + 5);
  }

  /** Rates batches of one note each. */
  private void rate(boolean heldBack, double variance, int notes) {
    for (int note = 0; note < notes; note++) {
      UUID batch = UUID.randomUUID();
      while (EvidenceRows.isHeldBack(Predictions.rowId(batch, 0)) != heldBack) {
        batch = UUID.randomUUID();
      }
      var features = new Features(variance + 3 * note, 0, 0, 0);
      loop.predict(batch, List.of(new LabelledFeatures(features, DATA.starter().get(0).truth())));
      loop.learn(batch, 1);
    }
  }

  private Calibration ofTheNewestFile() {
    return loop.newest().calibration().orElseThrow();
  }
}
