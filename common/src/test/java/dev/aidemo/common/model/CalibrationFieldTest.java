package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.evidence.Calibration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.protos.core.ModelProto;

class CalibrationFieldTest {
  private static final BankData DATA = BankData.load();
  private static final byte[] PLAIN = Trainer.LINEAR_SVM.train(DATA.starter()).write();

  @ParameterizedTest
  @EnumSource
  void leavesTheFileAModelThatPlainTribuoReads(Trainer trainer) throws IOException {
    Classifier calibrated = trainer.train(DATA.starter()).calibratedOn(DATA.holdout());
    List<Features> rows = DATA.holdout().stream().map(LabelledFeatures::features).toList();

    Model<Label> model =
        Model.deserializeFromStream(new ByteArrayInputStream(calibrated.write()))
            .castModel(Label.class);

    assertThat(
            rows.stream()
                .map(row -> Classifier.example(row, LabelFactory.UNKNOWN_LABEL))
                .map(example -> Margins.verdict(model.predict(example).getOutput())))
        .containsExactlyElementsOf(calibrated.classify(rows).verdicts());
  }

  @Test
  void keepsEachNumber() throws IOException {
    Calibration calibration =
        Trainer.LINEAR_SVM
            .train(DATA.starter())
            .calibratedOn(DATA.holdout())
            .calibration()
            .orElseThrow();

    ModelProto file = CalibrationField.add(ModelProto.parseFrom(PLAIN), calibration);

    assertThat(CalibrationField.read(file)).contains(calibration);
    assertThat(file.toByteArray().length - PLAIN.length).isLessThan(50);
    assertThat(CalibrationField.read(ModelProto.parseFrom(PLAIN))).isEmpty();
  }

  static Stream<Arguments> damaged() {
    Field rows = varint(270);
    Field one = number(1);
    return Stream.of(
        argumentSet("empty", set(), "it has no number of rows"),
        argumentSet("only rows", set(rows), "it has neither a curve nor sets"),
        argumentSet("no rows", set(varint(0), one, one, one), "rows must be 1 or more, got 0"),
        argumentSet(
            "too many rows", set(varint(1L << 40), one), "it has an impossible number of rows"),
        argumentSet("rows as number", set(one, one, one, one), "it has no number of rows"),
        argumentSet("slope alone", set(rows, one), "it has half a curve"),
        argumentSet(
            "slope that is no number",
            set(rows, number(Double.NaN), one, one),
            "slope and offset must be finite, got NaN and 1.0"),
        argumentSet(
            "infinite offset",
            set(rows, one, number(Double.NEGATIVE_INFINITY), one),
            "slope and offset must be finite, got 1.0 and -Infinity"),
        argumentSet(
            "reach below 0",
            set(rows, one, one, number(-1)),
            "reach must be 0 or more and finite, got -1.0"),
        argumentSet("integer for reach", set(rows, one, one, rows), "field 4 is not one number"),
        argumentSet(
            "two slopes",
            set(rows, Field.newBuilder(one).addFixed64(7).build(), one, one),
            "field 2 is not one number"),
        argumentSet("too long", bytes(new byte[101]), "it must have at most 100 bytes"),
        argumentSet("no protobuf", bytes(new byte[] {7, 7, 7}), "it is not protobuf"),
        argumentSet(
            "twice",
            Field.newBuilder(set(rows, one, one, one)).addLengthDelimited(ByteString.EMPTY).build(),
            "it must be there once"),
        argumentSet("a number", varint(1), "it must be there once"));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void aDamagedOneMakesTheFileUnusable(Field field, String problem) throws IOException {
    byte[] file =
        ModelProto.parseFrom(PLAIN).toBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder().addField(CalibrationField.NUMBER, field).build())
            .build()
            .toByteArray();

    assertThatThrownBy(() -> Classifier.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("the model file has a damaged calibration: " + problem);
  }

  /** Returns the message with these fields, numbered from 1. */
  private static Field set(Field... fields) {
    UnknownFieldSet.Builder set = UnknownFieldSet.newBuilder();
    for (int i = 0; i < fields.length; i++) {
      set.addField(i + 1, fields[i]);
    }
    return Field.newBuilder().addLengthDelimited(set.build().toByteString()).build();
  }

  private static Field bytes(byte[] bytes) {
    return Field.newBuilder().addLengthDelimited(ByteString.copyFrom(bytes)).build();
  }

  private static Field varint(long number) {
    return Field.newBuilder().addVarint(number).build();
  }

  private static Field number(double number) {
    return Field.newBuilder().addFixed64(Double.doubleToLongBits(number)).build();
  }
}
