package dev.aidemo.common.model;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.evidence.Calibration;
import dev.aidemo.common.evidence.CalibrationRow;
import dev.aidemo.common.model.Classifier.Classification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.protos.core.ModelProto;

/**
 * Classifies and tells how sure each verdict is: computes a row's margin once, all else follows.
 */
record CalibratedMargins(Margins margins, Calibration calibration) {

  /** Learns from rows that the model was not trained on, if they are enough. */
  static Optional<CalibratedMargins> fit(Model<Label> model, List<LabelledFeatures> rows) {
    return Margins.of(model)
        .flatMap(
            margins ->
                Calibration.fit(rows.stream().map(row -> row(margins, row)).toList())
                    .map(calibration -> new CalibratedMargins(margins, calibration)));
  }

  private static CalibrationRow row(Margins margins, LabelledFeatures row) {
    return new CalibrationRow(margins.of(row.features()).margin(), row.truth());
  }

  /**
   * Takes the calibration of a model from its file.
   *
   * @throws ModelFileException if it is damaged
   */
  static Optional<CalibratedMargins> read(Model<Label> model, ModelProto file) {
    try {
      return CalibrationField.read(file)
          .map(calibration -> new CalibratedMargins(margins(model), calibration));
    } catch (RuntimeException e) {
      throw new ModelFileException("has a damaged calibration: " + e.getMessage(), e);
    }
  }

  private static Margins margins(Model<Label> model) {
    return Margins.of(model)
        .orElseThrow(() -> new IllegalArgumentException("the model has no margin"));
  }

  Classification classify(List<Features> rows) {
    List<Verdict> verdicts = new ArrayList<>(rows.size());
    List<Double> confidence = new ArrayList<>(rows.size());
    List<Boolean> unsure = new ArrayList<>(rows.size());
    for (Features row : rows) {
      Margins.Scored scored = margins.of(row);
      verdicts.add(scored.verdict());
      calibration
          .confidence()
          .ifPresent(curve -> confidence.add(curve.of(scored.margin(), scored.verdict())));
      calibration.sets().ifPresent(sets -> unsure.add(sets.isUnsure(scored.margin())));
    }
    return new Classification(
        verdicts,
        calibration.confidence().map(curve -> confidence),
        calibration.sets().map(sets -> unsure));
  }
}
