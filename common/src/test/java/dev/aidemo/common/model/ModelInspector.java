package dev.aidemo.common.model;

import dev.aidemo.common.banknote.Features;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import libsvm.svm_model;
import libsvm.svm_node;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.common.libsvm.LibSVMModel;
import org.tribuo.transform.TransformedModel;

/** Looks into the model of a classifier. */
final class ModelInspector {
  private ModelInspector() {}

  /** Returns the model in Tribuo's form. */
  static Model<Label> model(Classifier classifier) {
    try (var file = new ByteArrayInputStream(classifier.write())) {
      return Model.deserializeFromStream(file).castModel(Label.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the SVM in LibSVM's form. */
  static svm_model svm(Classifier classifier) {
    Model<?> model = model(classifier);
    Model<?> inner =
        model instanceof TransformedModel<?> transformed ? transformed.getInnerModel() : model;
    return ((LibSVMModel<?>) inner).getInnerModels().get(0);
  }

  /**
   * Returns the plane of a linear SVM: a weight for each feature and the intercept, for class 1.
   */
  static double[] plane(Classifier classifier) {
    Model<Label> model = model(classifier);
    svm_model svm = svm(classifier);
    List<Integer> ids =
        Features.NAMES.stream().map(name -> model.getFeatureIDMap().getID(name)).toList();
    double sign = model.getOutputIDInfo().getOutput(svm.label[0]).getLabel().equals("1") ? 1 : -1;
    var plane = new double[Features.COUNT + 1];
    for (int i = 0; i < svm.SV.length; i++) {
      for (svm_node node : svm.SV[i]) {
        plane[ids.indexOf(node.index)] += sign * svm.sv_coef[0][i] * node.value;
      }
    }
    plane[Features.COUNT] = -sign * svm.rho[0];
    return plane;
  }
}
