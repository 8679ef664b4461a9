package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.aidemo.common.banknote.BankData;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.classification.libsvm.protos.LibSVMClassificationModelProto;
import org.tribuo.common.libsvm.protos.SVMModelProto;
import org.tribuo.protos.core.ModelProto;

/** Tests model files with one wrong number, which Tribuo accepts and on which LibSVM fails. */
class SvmRulesTest {
  private static final byte[] VALID = Trainer.LINEAR_SVM.train(BankData.load().starter()).write();

  static Stream<Arguments> damage() {
    return Stream.of(
        damage("no coefficients", SVMModelProto.Builder::clearSvCoef),
        damage("a coefficient that is no number", m -> m.setSvCoef(0, Double.NaN)),
        damage("8 GB of classes", m -> m.setNrClass(Integer.MAX_VALUE)),
        damage("no classes", m -> m.setNrClass(0)),
        damage("one label twice", m -> m.setLabel(0, m.getLabel(1))),
        damage("an unknown label", m -> m.setLabel(0, 7)),
        damage("a third label", m -> m.addLabel(0)),
        damage("16 GB of support vectors", m -> m.setL(Integer.MAX_VALUE)),
        damage("one support vector too few", m -> m.removeSV(0)),
        damage("counts that do not add up", m -> m.setNSV(0, m.getNSV(0) + 1)),
        damage("counts below 0", m -> m.setNSV(0, -1).setNSV(1, m.getSVCount() + 1)),
        damage("no threshold", SVMModelProto.Builder::clearRho),
        damage("an infinite threshold", m -> m.setRho(0, Double.POSITIVE_INFINITY)),
        damage("an index that no feature has", m -> m.getSVBuilder(0).setIndex(0, 4)),
        damage("indexes out of order", m -> m.getSVBuilder(0).setIndex(1, 0)),
        damage("a value that is no number", m -> m.getSVBuilder(0).setValue(0, Double.NaN)),
        damage("a value too few", m -> m.getSVBuilder(0).clearValue()),
        damage("a regression", m -> m.getParamBuilder().setSvmType(3)),
        damage("kernels from the file", m -> m.getParamBuilder().setKernelType(4)),
        damage("a width that is no number", m -> m.getParamBuilder().setGamma(Double.NaN)),
        damage("probabilities without figures", m -> m.getParamBuilder().setProbability(1)),
        damage("figures of no probability", m -> m.addProbA(1)));
  }

  private static Arguments damage(String name, Consumer<SVMModelProto.Builder> change) {
    return argumentSet(name, change);
  }

  @ParameterizedTest
  @MethodSource("damage")
  void rejectsAFileWith(Consumer<SVMModelProto.Builder> change) {
    assertThatThrownBy(() -> Classifier.read(changed(change)))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("the model file is not a model in Tribuo's protobuf form");
  }

  @Test
  void acceptsAFileAsItWasWritten() {
    assertThat(Classifier.read(changed(model -> {})).classify(List.of()).verdicts()).isEmpty();
  }

  /** Returns a model file with which classifying needs 8 GB of memory. */
  static byte[] tooLarge() {
    return changed(model -> model.setNrClass(Integer.MAX_VALUE));
  }

  private static byte[] changed(Consumer<SVMModelProto.Builder> change) {
    try {
      ModelProto file = ModelProto.parseFrom(VALID);
      LibSVMClassificationModelProto.Builder content =
          file.getSerializedData().unpack(LibSVMClassificationModelProto.class).toBuilder();
      change.accept(content.getModelBuilder());
      return file.toBuilder().setSerializedData(Any.pack(content.build())).build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
