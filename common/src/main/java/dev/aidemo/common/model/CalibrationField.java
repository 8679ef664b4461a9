package dev.aidemo.common.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.aidemo.common.evidence.Calibration;
import dev.aidemo.common.evidence.Confidence;
import dev.aidemo.common.evidence.ConformalSets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tribuo.protos.core.ModelProto;

/**
 * Keeps the calibration of a model in its file, in a field that Tribuo does not know and skips, so
 * that the file stays a model that every program with Tribuo reads.
 */
final class CalibrationField {
  /** Tribuo's own numbers of this message are 1 to 3. */
  static final int NUMBER = 50_000;

  private static final int ROWS = 1;
  private static final int SLOPE = 2;
  private static final int OFFSET = 3;
  private static final int REACH = 4;

  /** Four numbers take 35 bytes; parsing many small parts would fill the heap. */
  private static final int MAX_BYTES = 100;

  private CalibrationField() {}

  /** Returns the model with its calibration. */
  static ModelProto add(ModelProto model, Calibration calibration) {
    UnknownFieldSet.Builder numbers = UnknownFieldSet.newBuilder();
    numbers.addField(ROWS, Field.newBuilder().addVarint(calibration.rows()).build());
    calibration
        .confidence()
        .ifPresent(
            curve -> {
              numbers.addField(SLOPE, number(curve.slope()));
              numbers.addField(OFFSET, number(curve.offset()));
            });
    calibration.sets().ifPresent(sets -> numbers.addField(REACH, number(sets.reach())));
    Field field = Field.newBuilder().addLengthDelimited(numbers.build().toByteString()).build();
    return model.toBuilder()
        .setUnknownFields(
            UnknownFieldSet.newBuilder(model.getUnknownFields()).addField(NUMBER, field).build())
        .build();
  }

  /**
   * Returns the calibration of a model, if it has one.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  static Optional<Calibration> read(ModelProto model) {
    Field field = model.getUnknownFields().asMap().get(NUMBER);
    if (field == null) {
      return Optional.empty();
    }
    require(
        size(field) == 1 && field.getLengthDelimitedList().size() == 1, "it must be there once");
    ByteString bytes = field.getLengthDelimitedList().get(0);
    require(bytes.size() <= MAX_BYTES, "it must have at most " + MAX_BYTES + " bytes");
    try {
      return Optional.of(calibration(UnknownFieldSet.parseFrom(bytes)));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("it is not protobuf", e);
    }
  }

  private static Calibration calibration(UnknownFieldSet numbers) {
    Field rows = numbers.getField(ROWS);
    require(size(rows) == 1 && rows.getVarintList().size() == 1, "it has no number of rows");
    long count = rows.getVarintList().get(0);
    require(count == (int) count, "it has an impossible number of rows");
    Double slope = number(numbers, SLOPE);
    Double offset = number(numbers, OFFSET);
    Double reach = number(numbers, REACH);
    require((slope == null) == (offset == null), "it has half a curve");
    require(slope != null || reach != null, "it has neither a curve nor sets");
    return new Calibration(
        slope == null || offset == null
            ? Optional.empty()
            : Optional.of(new Confidence(slope, offset)),
        Optional.ofNullable(reach).map(ConformalSets::new),
        (int) count);
  }

  private static Field number(double number) {
    return Field.newBuilder().addFixed64(Double.doubleToLongBits(number)).build();
  }

  private static @Nullable Double number(UnknownFieldSet numbers, int field) {
    if (!numbers.hasField(field)) {
      return null;
    }
    Field number = numbers.getField(field);
    require(
        size(number) == 1 && number.getFixed64List().size() == 1,
        "field " + field + " is not one number");
    return Double.longBitsToDouble(number.getFixed64List().get(0));
  }

  private static int size(Field field) {
    return field.getVarintList().size()
        + field.getFixed32List().size()
        + field.getFixed64List().size()
        + field.getLengthDelimitedList().size()
        + field.getGroupList().size();
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }
}
