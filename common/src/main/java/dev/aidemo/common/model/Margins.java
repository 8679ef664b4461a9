package dev.aidemo.common.model;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import java.util.Map;
import java.util.Optional;
import libsvm.svm;
import libsvm.svm_model;
import org.jspecify.annotations.Nullable;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.common.libsvm.LibSVMModel;
import org.tribuo.common.libsvm.LibSVMTrainer;
import org.tribuo.transform.TransformedModel;
import org.tribuo.transform.TransformerMap;

/**
 * Computes verdicts with their margins: how far a note lies from the model's boundary. Of an SVM it
 * is LibSVM's decision value, which Tribuo computes too but makes a vote of; of a model with
 * probabilities, the logarithm of their ratio. The verdict is always the one that Tribuo gives.
 */
abstract class Margins {
  /** Far beyond any margin, so that nobody has to compute with infinity. */
  private static final double MAX_MARGIN = 1e9;

  private Margins() {}

  /**
   * Pairs a verdict with its margin.
   *
   * @param margin finite; above 0 for real, below for fake
   */
  record Scored(Verdict verdict, double margin) {
    Scored {
      margin = Double.isNaN(margin) ? 0 : Math.max(-MAX_MARGIN, Math.min(MAX_MARGIN, margin));
    }
  }

  /** Returns the margins of a model, if it has any. */
  static Optional<Margins> of(Model<Label> model) {
    if (model.generatesProbabilities()) {
      return Optional.of(new OfProbabilities(model));
    }
    if (model instanceof TransformedModel<Label> transformed) {
      return ofSvm(transformed.getInnerModel(), transformed.getTransformerMap());
    }
    return ofSvm(model, null);
  }

  private static Optional<Margins> ofSvm(
      Model<Label> model, @Nullable TransformerMap transformers) {
    return model instanceof LibSVMModel<Label> svm
        ? Optional.of(new OfSvm(svm, transformers))
        : Optional.empty();
  }

  abstract Scored of(Features features);

  static Verdict verdict(Label label) {
    return Verdict.ofLabel(Integer.parseInt(label.getLabel()));
  }

  private static final class OfSvm extends Margins {
    private final @Nullable TransformerMap transformers;
    private final ImmutableFeatureMap ids;
    private final svm_model model;
    private final Verdict above;
    private final Verdict below;

    OfSvm(LibSVMModel<Label> svm, @Nullable TransformerMap transformers) {
      this.transformers = transformers;
      this.ids = svm.getFeatureIDMap();
      this.model = svm.getInnerModels().get(0);
      this.above = verdict(svm.getOutputIDInfo().getOutput(model.label[0]));
      this.below = verdict(svm.getOutputIDInfo().getOutput(model.label[1]));
    }

    @Override
    Scored of(Features features) {
      Example<Label> example = Classifier.example(features, LabelFactory.UNKNOWN_LABEL);
      if (transformers != null) {
        example = transformers.transformExample(example);
      }
      var values = new double[1];
      svm.svm_predict_values(model, LibSVMTrainer.exampleToNodes(example, ids, null), values);
      return new Scored(
          values[0] > 0 ? above : below, above == Verdict.REAL ? values[0] : -values[0]);
    }
  }

  private static final class OfProbabilities extends Margins {
    private static final String REAL = Classifier.label(Verdict.REAL).getLabel();
    private static final String FAKE = Classifier.label(Verdict.FAKE).getLabel();

    private final Model<Label> model;

    OfProbabilities(Model<Label> model) {
      this.model = model;
    }

    @Override
    Scored of(Features features) {
      var prediction = model.predict(Classifier.example(features, LabelFactory.UNKNOWN_LABEL));
      Map<String, Label> scores = prediction.getOutputScores();
      return new Scored(
          verdict(prediction.getOutput()),
          Math.log(score(scores, REAL)) - Math.log(score(scores, FAKE)));
    }

    private static double score(Map<String, Label> scores, String label) {
      Label found = scores.get(label);
      return found == null ? Double.NaN : found.getScore();
    }
  }
}
