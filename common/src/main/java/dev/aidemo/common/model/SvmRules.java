package dev.aidemo.common.model;

import dev.aidemo.common.banknote.Features;
import java.util.List;
import java.util.Set;
import org.tribuo.common.libsvm.protos.SVMModelProto;
import org.tribuo.common.libsvm.protos.SVMNodeArrayProto;
import org.tribuo.common.libsvm.protos.SVMParameterProto;

/**
 * Checks that LibSVM can classify with the SVM in a model file. Neither Tribuo nor LibSVM checks:
 * they allocate what the file says, and a wrong count shows only when a banknote is classified.
 * Names as in LibSVM's {@code svm_model} (https://github.com/cjlin1/libsvm/blob/master/README).
 */
final class SvmRules {
  private static final int CLASSES = 2;
  private static final int C_SVC = 0;

  /** Linear, polynomial, RBF and sigmoid; the fifth kind would read kernels from the file. */
  private static final Set<Integer> KERNELS = Set.of(0, 1, 2, 3);

  private SvmRules() {}

  /**
   * Rejects an SVM that LibSVM would fail on.
   *
   * @throws IllegalArgumentException if training never gives such a count, index or number
   */
  static void check(SVMModelProto model) {
    checkParameters(model.getParam());
    checkCounts(model);
    checkFinite(model.getRhoList(), "rho");
    checkFinite(model.getSvCoefList(), "sv_coef");
    checkFinite(model.getProbAList(), "probA");
    checkFinite(model.getProbBList(), "probB");
    model.getSVList().forEach(SvmRules::checkVector);
  }

  private static void checkParameters(SVMParameterProto parameters) {
    require(parameters.getSvmType() == C_SVC, "svm_type");
    require(KERNELS.contains(parameters.getKernelType()), "kernel_type");
    checkFinite(List.of(parameters.getGamma(), parameters.getCoef0()), "gamma or coef0");
  }

  private static void checkCounts(SVMModelProto model) {
    int vectors = model.getSVCount();
    require(model.getNrClass() == CLASSES, "nr_class");
    require(Set.copyOf(model.getLabelList()).equals(Set.of(0, 1)), "label");
    require(model.getLabelCount() == CLASSES, "label");
    require(vectors > 0 && model.getL() == vectors, "l");
    require(model.getSvCoefLengthsList().equals(List.of(vectors)), "sv_coef");
    require(model.getSvCoefCount() == vectors, "sv_coef");
    require(model.getRhoCount() == 1, "rho");
    int probabilities = model.getParam().getProbability() == 0 ? 0 : 1;
    require(model.getProbACount() == probabilities, "probA");
    require(model.getProbBCount() == probabilities, "probB");
    require(model.getNSVCount() == CLASSES, "nSV");
    require(model.getNSV(0) >= 0 && model.getNSV(1) >= 0, "nSV");
    require((long) model.getNSV(0) + model.getNSV(1) == vectors, "nSV");
  }

  private static void checkVector(SVMNodeArrayProto vector) {
    require(vector.getIndexCount() == vector.getValueCount(), "SV");
    int last = -1;
    for (int index : vector.getIndexList()) {
      require(index > last && index < Features.COUNT, "SV");
      last = index;
    }
    checkFinite(vector.getValueList(), "SV");
  }

  private static void checkFinite(List<Double> numbers, String part) {
    for (double number : numbers) {
      require(Double.isFinite(number), part);
    }
  }

  private static void require(boolean condition, String part) {
    if (!condition) {
      throw new IllegalArgumentException(
          part + " has a count, index or number that training never gives");
    }
  }
}
