package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.libsvm.SVMClassificationType.SVMMode;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.ProtoSerializable;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.TransformedModelProto;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class ClassifierTest {
  private static final BankData DATA = BankData.load();
  private static final List<Features> HELD_OUT =
      DATA.holdout().stream().map(LabelledFeatures::features).toList();
  private static final List<String> NAMES = List.of("variance", "skewness", "curtosis", "entropy");

  private static final List<String> LOADED = Collections.synchronizedList(new ArrayList<>());

  /** Records when it is loaded: a file names it although it is not a class of Tribuo. */
  static final class Intruder implements ProtoSerializable<ModelProto> {
    static {
      LOADED.add("initialised");
    }

    static Intruder deserializeFromProto(int version, String className, Any message) {
      LOADED.add("deserialised");
      return new Intruder();
    }

    @Override
    public ModelProto serialize() {
      return ModelProto.getDefaultInstance();
    }
  }

  @BeforeEach
  void forgetWhatWasLoaded() {
    LOADED.clear();
  }

  @ParameterizedTest
  @EnumSource
  void classifiesTheSameAfterItWasWrittenAndRead(Trainer trainer) {
    Classifier before = trainer.train(DATA.rest());

    Classifier after = Classifier.read(before.write());

    assertThat(after.classify(HELD_OUT)).isEqualTo(before.classify(HELD_OUT));
    assertThat(after.classify(HELD_OUT).verdicts())
        .hasSize(270)
        .contains(Verdict.REAL, Verdict.FAKE);
  }

  @Test
  void returnsVerdictsInTheOrderOfTheRows() {
    Classifier classifier = Trainer.RBF_SVM.train(DATA.rest());

    assertThat(classifier.classify(HELD_OUT).verdicts())
        .containsExactlyElementsOf(DATA.holdout().stream().map(LabelledFeatures::truth).toList());
  }

  @Test
  void classifiesNoRows() {
    assertThat(starter().classify(List.of()).verdicts()).isEmpty();
  }

  @Test
  void hasNoConfidenceIfItIsNotCalibrated() {
    var classification = starter().classify(HELD_OUT);

    assertThat(classification.confidence()).isEmpty();
    assertThat(classification.unsure()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void tellsHowSureItIsOnceItIsCalibratedAndReadAgain(Trainer trainer) {
    Classifier before = trainer.train(DATA.starter()).calibratedOn(DATA.holdout());

    Classifier after = Classifier.read(before.write());

    assertThat(after.calibration()).isEqualTo(before.calibration()).isPresent();
    assertThat(after.classify(HELD_OUT)).isEqualTo(before.classify(HELD_OUT));
    var classification = after.classify(HELD_OUT);
    assertThat(classification.confidence().orElseThrow())
        .hasSize(270)
        .allMatch(share -> share >= 0 && share < 1);
    // Six rows make a poor model.
    assertThat(classification.unsure().orElseThrow()).hasSize(270).contains(true, false);
    assertThat(Classifier.read(after.write()).calibration()).isEqualTo(before.calibration());
  }

  @Test
  void tellsHowSureAModelWithProbabilitiesOfItsOwnIs() {
    var parameters =
        new SVMParameters<>(new SVMClassificationType(SVMMode.C_SVC), KernelType.LINEAR);
    parameters.setProbability();
    var classifier = new Classifier(train(NAMES, List.of("0", "1"), parameters));

    var classification = classifier.calibratedOn(DATA.holdout()).classify(HELD_OUT);

    assertThat(classification.verdicts()).isEqualTo(classifier.classify(HELD_OUT).verdicts());
    assertThat(classification.confidence().orElseThrow()).hasSize(270);
  }

  @Test
  void hasSetsFrom49RowsAndConfidenceFrom150() {
    assertThat(starter().calibratedOn(mixed(48)).calibration()).isEmpty();
    assertThat(starter().calibratedOn(List.of()).calibration()).isEmpty();

    var sets = starter().calibratedOn(mixed(49));
    assertThat(sets.calibration().orElseThrow().rows()).isEqualTo(49);
    assertThat(Classifier.read(sets.write()).classify(HELD_OUT).unsure()).isPresent();
    assertThat(Classifier.read(sets.write()).classify(HELD_OUT).confidence()).isEmpty();
    assertThat(starter().calibratedOn(mixed(150)).classify(HELD_OUT).confidence()).isPresent();
  }

  private static List<LabelledFeatures> mixed(int count) {
    List<LabelledFeatures> rows = new ArrayList<>(DATA.rest());
    Collections.shuffle(rows, new Random(count));
    return rows.subList(0, count);
  }

  @ParameterizedTest
  @EnumSource
  void classifiesTheLargestNumbers(Trainer trainer) {
    double largest = Double.MAX_VALUE;

    assertThat(
            trainer
                .train(DATA.rest())
                .classify(
                    List.of(
                        new Features(largest, -largest, largest, -largest),
                        new Features(0, 0, 0, Double.MIN_VALUE)))
                .verdicts())
        .hasSize(2);
  }

  @Test
  void classifiesInManyThreadsAsInOne() {
    Classifier classifier = Trainer.RBF_SVM_WIDE.train(DATA.rest());
    var alone = classifier.classify(HELD_OUT);

    assertThat(
            IntStream.range(0, 64).parallel().mapToObj(i -> classifier.classify(HELD_OUT)).toList())
        .containsOnly(alone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "rubbish", "{\"class_name\": \"org.tribuo.Model\"}"})
  void rejectsAFileThatIsNoModel(String file) {
    assertRejected(file.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void rejectsRandomBytes() {
    var random = new Random(1);
    for (int i = 0; i < 200; i++) {
      var file = new byte[random.nextInt(300)];
      random.nextBytes(file);

      assertRejected(file);
    }
  }

  @Test
  void rejectsATruncatedFile() {
    byte[] file = starter().write();
    for (int length = 0; length < file.length; length += 97) {
      assertRejected(Arrays.copyOf(file, length));
    }
  }

  @Test
  void rejectsASerialisedJavaObject() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(Model.deserialize(ModelProto.parseFrom(starter().write())));
    }

    assertRejected(bytes.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "java.lang.Runtime",
        "com.example.org.tribuo.Model",
        "org.tribuoX",
        "dev.aidemo.common.model.ClassifierTest$Intruder"
      })
  void rejectsAFileThatNamesAClassOutsideTribuoWithoutLoadingIt(String className)
      throws IOException {
    ModelProto valid = ModelProto.parseFrom(starter().write());

    assertRejected(valid.toBuilder().setClassName(className).build().toByteArray());
    assertThat(LOADED).isEmpty();
  }

  @Test
  void rejectsAnInnerModelThatNamesAClassOutsideTribuoWithoutLoadingIt() throws IOException {
    ModelProto outer = ModelProto.parseFrom(Trainer.RBF_SVM.train(DATA.starter()).write());
    TransformedModelProto content = outer.getSerializedData().unpack(TransformedModelProto.class);
    ModelProto inner =
        content.getModel().toBuilder()
            .setClassName("dev.aidemo.common.model.ClassifierTest$Intruder")
            .build();

    assertRejected(
        outer.toBuilder()
            .setSerializedData(Any.pack(content.toBuilder().setModel(inner).build()))
            .build()
            .toByteArray());
    assertThat(LOADED).isEmpty();
  }

  @Test
  void rejectsAModelOfOtherFeatures() {
    byte[] file =
        new Classifier(train(List.of("a", "b", "c", "d"), List.of("0", "1"), linear())).write();

    assertThatThrownBy(() -> Classifier.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("the model file is not a model of banknotes");
  }

  @Test
  void rejectsAModelOfOtherClasses() {
    byte[] file = new Classifier(train(NAMES, List.of("fake", "real"), linear())).write();

    assertThatThrownBy(() -> Classifier.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("the model file is not a model of banknotes");
  }

  @Test
  void rejectsAModelOfMoreClasses() {
    byte[] file = new Classifier(train(NAMES, List.of("0", "1", "2"), linear())).write();

    assertThatThrownBy(() -> Classifier.read(file)).isInstanceOf(ModelFileException.class);
  }

  private static void assertRejected(byte[] file) {
    assertThatThrownBy(() -> Classifier.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("the model file is not a model in Tribuo's protobuf form");
  }

  private static Classifier starter() {
    return Trainer.LINEAR_SVM.train(DATA.starter());
  }

  private static SVMParameters<Label> linear() {
    return new SVMParameters<>(new SVMClassificationType(SVMMode.C_SVC), KernelType.LINEAR);
  }

  /** Trains a model of features and classes with these names. */
  private static Model<Label> train(
      List<String> features, List<String> classes, SVMParameters<Label> parameters) {
    var dataset =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("test", new LabelFactory()), new LabelFactory());
    for (int i = 0; i < DATA.rest().size(); i++) {
      LabelledFeatures row = DATA.rest().get(i);
      int place = i < classes.size() ? i : row.truth().label();
      dataset.add(
          new ArrayExample<>(
              new Label(classes.get(place)),
              features.toArray(String[]::new),
              row.features().toArray()));
    }
    return new LibSVMClassificationTrainer(parameters).train(dataset);
  }
}
