package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.classification.libsvm.protos.LibSVMClassificationModelProto;
import org.tribuo.common.libsvm.protos.SVMModelProto;
import org.tribuo.math.protos.DenseTensorProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.TransformedModelProto;

class ModelFileCheckTest {
  private static final BankData DATA = BankData.load();
  private static final List<String> LOADED = Collections.synchronizedList(new ArrayList<>());

  /** Records when it is loaded: a file names it although it is not a class of Tribuo. */
  static final class Intruder {
    static {
      LOADED.add("initialised");
    }

    private Intruder() {}
  }

  @BeforeEach
  void forgetWhatWasLoaded() {
    LOADED.clear();
  }

  @ParameterizedTest
  @EnumSource
  void acceptsTheFilesOfAllTrainers(Trainer trainer) {
    for (List<LabelledFeatures> rows : List.of(DATA.starter(), DATA.rest())) {
      assertThatCode(() -> ModelFileCheck.require(file(trainer, rows))).doesNotThrowAnyException();
    }
  }

  @Test
  void allowsNoClassThatNoTrainerWrites() throws Exception {
    Set<String> written = new TreeSet<>();
    for (Trainer trainer : Trainer.values()) {
      for (List<LabelledFeatures> rows : List.of(DATA.starter(), DATA.rest())) {
        ModelFileEditor.classNames(file(trainer, rows)).stream()
            .filter(n -> !n.isEmpty())
            .forEach(written::add);
      }
    }

    assertThat(ModelFileParts.CLASSES).containsExactlyInAnyOrderElementsOf(written);
  }

  @ParameterizedTest
  @EnumSource(names = {"LINEAR_SVM", "RBF_SVM", "LOGISTIC_REGRESSION"})
  void rejectsAnotherClassInEachPlaceThatNamesOneWithoutLoadingIt(Trainer trainer)
      throws Exception {
    ModelProto valid = file(trainer, DATA.starter());
    int places = ModelFileEditor.classNames(valid).size();
    assertThat(places).isGreaterThan(50);

    for (int place = 0; place < places; place++) {
      assertRejected(
          ModelFileEditor.replaceClassName(valid, place, Intruder.class.getName()), place);
    }
  }

  /** The first is dangerous: a {@code URL} in a provenance looks its host up. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.oracle.labs.mlrg.olcut.provenance.primitives.URLProvenance",
        "com.oracle.labs.mlrg.olcut.provenance.primitives.FileProvenance",
        "org.tribuo.hash.HashedFeatureMap",
        "org.tribuo.ModelExplorer",
        "[Lorg.tribuo.ImmutableFeatureMap;"
      })
  void rejectsClassesOfTheLibrariesThatNoTrainerUses(String name) throws Exception {
    ModelProto valid = file(Trainer.LINEAR_SVM, DATA.starter());

    for (int place = 0; place < ModelFileEditor.classNames(valid).size(); place++) {
      assertRejected(ModelFileEditor.replaceClassName(valid, place, name), place);
    }
  }

  @Test
  void rejectsAPartOfAnotherKind() throws Exception {
    ModelProto valid = file(Trainer.RBF_SVM, DATA.starter());

    assertRejected(valid.toBuilder().setSerializedData(Any.pack(valid)).build(), 0);
    assertRejected(valid.toBuilder().setSerializedData(Any.getDefaultInstance()).build(), 0);
  }

  @Test
  void rejectsModelsThatNestTooDeep() {
    ModelProto nested = file(Trainer.LINEAR_SVM, DATA.starter());
    for (int i = 0; i < 10; i++) {
      nested =
          ModelProto.newBuilder()
              .setClassName("org.tribuo.transform.TransformedModel")
              .setSerializedData(
                  Any.pack(TransformedModelProto.newBuilder().setModel(nested).build()))
              .build();
    }
    ModelProto deep = nested;

    assertThatThrownBy(() -> ModelFileCheck.require(deep)).hasMessage("nests too deep");
  }

  static Stream<UnaryOperator<SVMModelProto.Builder>> svmsThatAllocateTooMuch() {
    int max = Integer.MAX_VALUE;
    return Stream.of(
        svm -> svm.setSvCoefLengths(0, max),
        svm -> svm.setSvCoefLengths(0, -1),
        svm -> svm.addSvCoefLengths(max),
        svm -> svm.setL(max),
        svm -> svm.setNrClass(max),
        svm -> svm.addSvCoef(1));
  }

  @Test
  void rejectsAnSvmThatAllocatesMoreMemoryThanItFills() throws Exception {
    ModelProto valid = file(Trainer.LINEAR_SVM, DATA.starter());
    LibSVMClassificationModelProto content =
        valid.getSerializedData().unpack(LibSVMClassificationModelProto.class);
    for (UnaryOperator<SVMModelProto.Builder> craft : svmsThatAllocateTooMuch().toList()) {
      SVMModelProto svm = craft.apply(content.getModel().toBuilder()).build();
      var model = content.toBuilder().setModel(svm).build();

      assertRejected(valid.toBuilder().setSerializedData(Any.pack(model)).build(), 0);
    }
  }

  /** Only packed parts and weights are bytes. */
  @ParameterizedTest
  @EnumSource
  void hasNoPlaceForASerialisedJavaObject(Trainer trainer) throws Exception {
    assertThat(ModelFileEditor.kinds(file(trainer, DATA.rest())))
        .hasSizeGreaterThan(5)
        .filteredOn(kind -> !kind.equals(DenseTensorProto.getDescriptor()))
        .allSatisfy(
            kind ->
                assertThat(kind.getFields())
                    .as(kind.getFullName())
                    .noneMatch(field -> field.getJavaType() == JavaType.BYTE_STRING));
  }

  static Stream<UnaryOperator<DenseTensorProto.Builder>> unexpectedWeights() {
    return Stream.of(
        // The product overflows an int to 0.
        weights -> weights.clearDimensions().addAllDimensions(List.of(1 << 16, 1 << 16)),
        weights -> weights.setDimensions(0, Integer.MAX_VALUE),
        weights -> weights.setDimensions(1, -1),
        weights -> weights.addDimensions(1),
        weights -> weights.setValues(weights.getValues().substring(Double.BYTES)),
        weights -> weights.setValues(ByteString.copyFrom(new byte[Double.BYTES * 11])),
        weights -> weights.setValues(notANumber(weights.getValues())));
  }

  @ParameterizedTest
  @MethodSource("unexpectedWeights")
  void rejectsWeightsOfUnexpectedShapeOrValue(UnaryOperator<DenseTensorProto.Builder> craft)
      throws Exception {
    ModelProto valid = file(Trainer.LOGISTIC_REGRESSION, DATA.rest());

    Message crafted =
        ModelFileEditor.edit(
            valid, DenseTensorProto.class, part -> craft.apply(part.toBuilder()).build());

    assertRejected(crafted, 0);
  }

  private static ByteString notANumber(ByteString values) {
    ByteBuffer changed = ByteBuffer.wrap(values.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    changed.putDouble(0, Double.NaN);
    return ByteString.copyFrom(changed.array());
  }

  private static void assertRejected(Message file, int place) {
    assertThatThrownBy(() -> Classifier.read(file.toByteArray()))
        .as("place %d", place)
        .isInstanceOf(ModelFileException.class)
        .hasMessage("the model file is not a model in Tribuo's protobuf form");
    assertThat(LOADED).as("place %d", place).isEmpty();
  }

  private static ModelProto file(Trainer trainer, List<LabelledFeatures> rows) {
    try {
      return ModelProto.parseFrom(trainer.train(rows).write());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
