package dev.aidemo.common.model;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.evidence.Calibration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.transform.TransformedModel;

/** Classifies banknotes with a trained model. It is thread-safe. */
public final class Classifier {
  private static final String[] NAMES = Features.NAMES.toArray(String[]::new);

  private static final Set<Label> LABELS = Set.of(label(Verdict.FAKE), label(Verdict.REAL));

  /** Far beyond any measurement; products of larger numbers would be infinite or NaN. */
  private static final double MAX_NUMBER = 1e100;

  /** A model file must classify these before it serves. */
  private static final List<Features> TRIALS =
      List.of(Features.of(0, 0, 0, 0), Features.of(3.6, 8.7, -2.8, -0.4));

  private final Model<Label> model;
  private final Optional<CalibratedMargins> calibrated;

  Classifier(Model<Label> model) {
    this(model, Optional.empty());
  }

  private Classifier(Model<Label> model, Optional<CalibratedMargins> calibrated) {
    this.model = model;
    this.calibrated = calibrated;
  }

  /**
   * Reads a model from Tribuo's protobuf form.
   *
   * @throws ModelFileException if the bytes are anything else, a model of other features or
   *     classes, a model that fails to classify, or one whose calibration is damaged
   */
  public static Classifier read(byte[] file) {
    ModelProto proto;
    Model<Label> model;
    try {
      ModelFileSize.check(file, ModelProto.getDescriptor());
      proto = ModelProto.parseFrom(file);
      ModelFileCheck.require(proto);
      model = Model.deserialize(proto).castModel(Label.class);
    } catch (IOException | RuntimeException e) {
      throw new ModelFileException("is not a model in Tribuo's protobuf form", e);
    }
    if (!model.getFeatureIDMap().keySet().equals(Set.of(NAMES))
        || !model.getOutputIDInfo().getDomain().equals(LABELS)) {
      throw new ModelFileException("is not a model of banknotes");
    }
    var classifier = new Classifier(model, CalibratedMargins.read(model, proto));
    classifier.requireToClassify();
    return classifier;
  }

  /**
   * Returns the same model with the confidence and the sets that the rows are enough for.
   *
   * @param rows none that the model was trained on, because it knows those too well
   */
  public Classifier calibratedOn(List<LabelledFeatures> rows) {
    return new Classifier(model, CalibratedMargins.fit(model, rows));
  }

  /** Returns how sure the verdicts are, if that is known. */
  public Optional<Calibration> calibration() {
    return calibrated.map(CalibratedMargins::calibration);
  }

  /** A model that cannot classify must not replace one that can. */
  private void requireToClassify() {
    try {
      var unused = classify(TRIALS);
      if (model instanceof TransformedModel<Label> transformed) {
        TRIALS.forEach(row -> requireFinite(transformed, row));
      }
    } catch (RuntimeException e) {
      throw new ModelFileException("is a model that does not classify", e);
    }
  }

  private static void requireFinite(TransformedModel<Label> transformed, Features row) {
    Example<Label> example = example(row, LabelFactory.UNKNOWN_LABEL);
    for (Feature feature : transformed.getTransformerMap().transformExample(example)) {
      if (!Double.isFinite(feature.getValue())) {
        throw new IllegalArgumentException(feature.getName() + " is not finite as transformed");
      }
    }
  }

  /** Returns the model in Tribuo's protobuf form, with its calibration. */
  public byte[] write() {
    ModelProto proto = model.serialize();
    return calibration()
        .map(calibration -> CalibrationField.add(proto, calibration))
        .orElse(proto)
        .toByteArray();
  }

  /**
   * Holds the verdicts of a batch.
   *
   * @param verdicts one for each row
   * @param confidence the probability that each verdict is right, if the model is calibrated
   * @param unsure whether each row may as well be the other, at {@link Calibration#RISK}
   */
  public record Classification(
      List<Verdict> verdicts, Optional<List<Double>> confidence, Optional<List<Boolean>> unsure) {}

  /** Classifies each row. */
  public Classification classify(List<Features> rows) {
    return calibrated.map(margins -> margins.classify(rows)).orElseGet(() -> plain(rows));
  }

  private Classification plain(List<Features> rows) {
    List<Verdict> verdicts = new ArrayList<>(rows.size());
    for (Features row : rows) {
      Prediction<Label> prediction = model.predict(example(row, LabelFactory.UNKNOWN_LABEL));
      verdicts.add(Margins.verdict(prediction.getOutput()));
    }
    return new Classification(verdicts, Optional.empty(), Optional.empty());
  }

  static Example<Label> example(Features features, Label label) {
    double[] numbers = features.toArray();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.max(-MAX_NUMBER, Math.min(MAX_NUMBER, numbers[i]));
    }
    return new ArrayExample<>(label, NAMES, numbers);
  }

  static Label label(Verdict verdict) {
    return new Label(Integer.toString(verdict.label()));
  }
}
