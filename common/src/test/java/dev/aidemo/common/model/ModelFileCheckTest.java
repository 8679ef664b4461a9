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

  /** A class that a file names although it is not Tribuo's; it tells when it is touched. */
  static final class Intruder {
    static {
      LOADED.add("initialised");
    }

    private Intruder() {}
  }

  @BeforeEach
  void nothingIsLoaded() {
    LOADED.clear();
  }

  @ParameterizedTest
  @EnumSource
  void letsThroughWhatOurTrainersWriteOfFewRowsAndOfMany(Trainer trainer) {
    for (List<LabelledFeatures> rows : List.of(DATA.starter(), DATA.rest())) {
      assertThatCode(() -> ModelFileCheck.require(file(trainer, rows))).doesNotThrowAnyException();
    }
  }

  @Test
  void letsThroughNoClassThatNoneOfOurTrainersWrites() throws Exception {
    Set<String> written = new TreeSet<>();
    for (Trainer trainer : Trainer.values()) {
      for (List<LabelledFeatures> rows : List.of(DATA.starter(), DATA.rest())) {
        ClassNames.in(file(trainer, rows)).stream().filter(n -> !n.isEmpty()).forEach(written::add);
      }
    }

    assertThat(ModelFileParts.CLASSES).containsExactlyInAnyOrderElementsOf(written);
  }

  @ParameterizedTest
  @EnumSource(names = {"LINEAR_SVM", "RBF_SVM", "LOGISTIC_REGRESSION"})
  void refusesAStrangeClassInEachPlaceThatNamesOneAndLoadsNone(Trainer trainer) throws Exception {
    ModelProto sound = file(trainer, DATA.starter());
    int places = ClassNames.in(sound).size();
    assertThat(places).isGreaterThan(50);

    for (int place = 0; place < places; place++) {
      assertRefused(ClassNames.replace(sound, place, Intruder.class.getName()), place);
    }
  }

  /** A {@code URL} as a provenance looks its host up. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.oracle.labs.mlrg.olcut.provenance.primitives.URLProvenance",
        "com.oracle.labs.mlrg.olcut.provenance.primitives.FileProvenance",
        "org.tribuo.hash.HashedFeatureMap",
        "org.tribuo.ModelExplorer",
        "[Lorg.tribuo.ImmutableFeatureMap;"
      })
  void refusesClassesOfTheLibrariesThatOurTrainersDoNotUse(String name) throws Exception {
    ModelProto sound = file(Trainer.LINEAR_SVM, DATA.starter());

    for (int place = 0; place < ClassNames.in(sound).size(); place++) {
      assertRefused(ClassNames.replace(sound, place, name), place);
    }
  }

  @Test
  void refusesAPartOfAnotherKind() throws Exception {
    ModelProto sound = file(Trainer.RBF_SVM, DATA.starter());

    assertRefused(sound.toBuilder().setSerializedData(Any.pack(sound)).build(), 0);
    assertRefused(sound.toBuilder().setSerializedData(Any.getDefaultInstance()).build(), 0);
  }

  @Test
  void refusesAModelWithinAModelAgainAndAgainBeforeTheStackEnds() {
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

  static Stream<UnaryOperator<SVMModelProto.Builder>> machinesThatAskForTooMuch() {
    int most = Integer.MAX_VALUE;
    return Stream.of(
        machine -> machine.setSvCoefLengths(0, most),
        machine -> machine.setSvCoefLengths(0, -1),
        machine -> machine.addSvCoefLengths(most),
        machine -> machine.setL(most),
        machine -> machine.setNrClass(most),
        machine -> machine.addSvCoef(1));
  }

  @Test
  void refusesAMachineThatAsksForMoreMemoryThanItFills() throws Exception {
    ModelProto sound = file(Trainer.LINEAR_SVM, DATA.starter());
    LibSVMClassificationModelProto content =
        sound.getSerializedData().unpack(LibSVMClassificationModelProto.class);
    for (UnaryOperator<SVMModelProto.Builder> craft : machinesThatAskForTooMuch().toList()) {
      SVMModelProto machine = craft.apply(content.getModel().toBuilder()).build();
      var model = content.toBuilder().setModel(machine).build();

      assertRefused(sound.toBuilder().setSerializedData(Any.pack(model)).build(), 0);
    }
  }

  /**
   * Nothing in a file could be a serialised Java object: only packed parts and weights are bytes.
   */
  @ParameterizedTest
  @EnumSource
  void hasNoPlaceForASerialisedJavaObject(Trainer trainer) throws Exception {
    assertThat(ClassNames.kinds(file(trainer, DATA.rest())))
        .hasSizeGreaterThan(5)
        .filteredOn(kind -> !kind.equals(DenseTensorProto.getDescriptor()))
        .allSatisfy(
            kind ->
                assertThat(kind.getFields())
                    .as(kind.getFullName())
                    .noneMatch(field -> field.getJavaType() == JavaType.BYTE_STRING));
  }

  static Stream<UnaryOperator<DenseTensorProto.Builder>> weightsThatNobodyTrained() {
    return Stream.of(
        // As a product of integers, this is 0.
        weights -> weights.clearDimensions().addAllDimensions(List.of(1 << 16, 1 << 16)),
        weights -> weights.setDimensions(0, Integer.MAX_VALUE),
        weights -> weights.setDimensions(1, -1),
        weights -> weights.addDimensions(1),
        weights -> weights.setValues(weights.getValues().substring(Double.BYTES)),
        weights -> weights.setValues(ByteString.copyFrom(new byte[Double.BYTES * 11])),
        weights -> weights.setValues(notANumber(weights.getValues())));
  }

  @ParameterizedTest
  @MethodSource("weightsThatNobodyTrained")
  void refusesWeightsOfAnotherShape(UnaryOperator<DenseTensorProto.Builder> craft)
      throws Exception {
    ModelProto sound = file(Trainer.LOGISTIC_REGRESSION, DATA.rest());

    Message crafted =
        ClassNames.edit(
            sound, DenseTensorProto.class, part -> craft.apply(part.toBuilder()).build());

    assertRefused(crafted, 0);
  }

  private static ByteString notANumber(ByteString values) {
    ByteBuffer changed = ByteBuffer.wrap(values.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    changed.putDouble(0, Double.NaN);
    return ByteString.copyFrom(changed.array());
  }

  private static void assertRefused(Message file, int place) {
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
