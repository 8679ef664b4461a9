package dev.aidemo.common.model;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.hostile.HostileBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tribuo.classification.libsvm.protos.LibSVMClassificationModelProto;
import org.tribuo.classification.protos.ImmutableLabelInfoProto;
import org.tribuo.classification.protos.LabelProto;
import org.tribuo.protos.core.CategoricalIDInfoProto;
import org.tribuo.protos.core.ImmutableFeatureMapProto;
import org.tribuo.protos.core.MeanStdDevTransformerProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.RealIDInfoProto;
import org.tribuo.protos.core.TransformedModelProto;

/** Makes model files that are damaged, as bytes or field by field. */
final class HostileModels {
  /** A valid file of each candidate, with a calibration and without. */
  static final List<byte[]> VALID =
      Arrays.stream(Trainer.values())
          .map(trainer -> trainer.train(BankData.load().starter()))
          .flatMap(
              plain ->
                  Stream.of(plain.write(), plain.calibratedOn(BankData.load().holdout()).write()))
          .toList();

  /** What an {@link Any} of a model may hold, by the name of its type. */
  private static final Map<String, Message> CONTENTS =
      Stream.<Message>of(
              TransformedModelProto.getDefaultInstance(),
              LibSVMClassificationModelProto.getDefaultInstance(),
              ImmutableFeatureMapProto.getDefaultInstance(),
              RealIDInfoProto.getDefaultInstance(),
              CategoricalIDInfoProto.getDefaultInstance(),
              MeanStdDevTransformerProto.getDefaultInstance(),
              LabelProto.getDefaultInstance(),
              ImmutableLabelInfoProto.getDefaultInstance())
          .collect(Collectors.toMap(m -> m.getDescriptorForType().getFullName(), m -> m));

  private static final List<Integer> INTEGERS =
      List.of(0, 1, -1, 2, 3, 4, 1_000_000, Integer.MAX_VALUE, Integer.MIN_VALUE);
  private static final List<Double> NUMBERS =
      List.of(0.0, -1.0, 1e308, -1e308, 4.9e-324, Double.NaN, Double.POSITIVE_INFINITY);
  private static final List<String> STRINGS =
      List.of("", "0", "1", "variance", "java.lang.Runtime", "[Ljava.lang.Object;", "\0");

  private HostileModels() {}

  /** Returns a valid file with up to three fields changed, or with damaged bytes. */
  static byte[] next(Random random) {
    byte[] valid = pick(VALID, random);
    if (random.nextInt(3) == 0) {
      return HostileBytes.damaged(valid, random);
    }
    try {
      Message model = ModelProto.parseFrom(valid);
      for (int count = 1 + random.nextInt(3); count > 0; count--) {
        model = changed(model, random);
      }
      return model.toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** Changes one field of the message, or of one in it. */
  private static Message changed(Message message, Random random)
      throws InvalidProtocolBufferException {
    if (message instanceof Any any) {
      String type = any.getTypeUrl().substring(any.getTypeUrl().lastIndexOf('/') + 1);
      Message content = CONTENTS.get(type);
      return content == null
          ? any.toBuilder().setTypeUrl("type.googleapis.com/tribuo.core.ModelProto").build()
          : Any.pack(changed(any.unpack(content.getClass()), random));
    }
    List<FieldDescriptor> fields = new ArrayList<>(message.getAllFields().keySet());
    if (fields.isEmpty() || random.nextInt(8) == 0) {
      fields.addAll(message.getDescriptorForType().getFields());
    }
    return fields.isEmpty() ? message : changed(message, pick(fields, random), random);
  }

  private static Message changed(Message message, FieldDescriptor field, Random random)
      throws InvalidProtocolBufferException {
    Message.Builder builder = message.toBuilder();
    if (random.nextInt(20) == 0) {
      return builder.clearField(field).build();
    }
    if (!field.isRepeated()) {
      return builder.setField(field, value(field, message.getField(field), random)).build();
    }
    List<Object> values = new ArrayList<>((List<?>) message.getField(field));
    if (values.isEmpty()) {
      return message;
    }
    int place = random.nextInt(values.size());
    switch (random.nextInt(4)) {
      case 0 -> values.remove(place);
      case 1 -> values.add(values.get(place));
      default -> values.set(place, value(field, values.get(place), random));
    }
    return builder.setField(field, values).build();
  }

  private static Object value(FieldDescriptor field, Object old, Random random)
      throws InvalidProtocolBufferException {
    return switch (field.getJavaType()) {
      case INT -> pick(INTEGERS, random);
      case LONG -> pick(INTEGERS, random).longValue();
      case DOUBLE -> pick(NUMBERS, random);
      case FLOAT -> pick(NUMBERS, random).floatValue();
      case STRING -> pick(STRINGS, random);
      case BOOLEAN -> random.nextBoolean();
      case MESSAGE -> changed((Message) old, random);
      default -> field.getDefaultValue();
    };
  }

  private static <T> T pick(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
