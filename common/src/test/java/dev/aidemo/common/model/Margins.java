package dev.aidemo.common.model;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import java.util.ArrayList;
import java.util.List;
import libsvm.svm_model;
import libsvm.svm_node;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.transform.TransformedModel;

/** Reads how far notes are from an SVM's boundary, which Tribuo does not tell: it gives votes. */
final class Margins {
  private final Model<Label> model;
  private final svm_model svm;
  private final double sign;

  Margins(Classifier classifier) {
    this.model = ModelInspector.model(classifier);
    this.svm = ModelInspector.svm(classifier);
    Model<?> inner =
        model instanceof TransformedModel<?> transformed ? transformed.getInnerModel() : model;
    String first = inner.getOutputIDInfo().getOutput(svm.label[0]).toString();
    this.sign = first.startsWith("(" + Verdict.REAL.label()) || first.startsWith("1") ? 1 : -1;
  }

  /** Returns the distance from the boundary in units of the SVM's margin; above 0 it says real. */
  double of(Features features) {
    Example<Label> example = Classifier.example(features, LabelFactory.UNKNOWN_LABEL);
    Model<?> inner = model;
    if (model instanceof TransformedModel<Label> transformed) {
      example = transformed.getTransformerMap().transformExample(example);
      inner = transformed.getInnerModel();
    }
    List<svm_node> nodes = new ArrayList<>();
    for (Feature feature : example) {
      var node = new svm_node();
      node.index = inner.getFeatureIDMap().getID(feature.getName());
      node.value = feature.getValue();
      nodes.add(node);
    }
    nodes.sort((one, other) -> Integer.compare(one.index, other.index));
    var values = new double[1];
    libsvm.svm.svm_predict_values(svm, nodes.toArray(svm_node[]::new), values);
    return sign * values[0];
  }
}
