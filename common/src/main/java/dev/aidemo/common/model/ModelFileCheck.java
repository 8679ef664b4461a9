package dev.aidemo.common.model;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.tribuo.common.libsvm.protos.SVMModelProto;
import org.tribuo.math.protos.DenseTensorProto;

/**
 * Checks a model file before anything in it is loaded. Tribuo (4.3.2, {@code
 * ProtoUtil.deserialize}) and its provenance (OLCUT 5.3.1, {@code
 * ProvenanceUtil.unmarshalProvenance}) load the classes that a file names, in some thirty places,
 * and run their static initialisers. We allow only the classes that our {@link Trainer}s write.
 */
final class ModelFileCheck {
  /** The field that names the class of an enum constant. */
  private static final String ENUMERATION = "additional";

  /** Our files nest 12 deep. The parser's own limit starts again in each packed part. */
  private static final int MAX_DEPTH = 24;

  /** Each class has one weight for each feature, and one for the bias. */
  private static final List<Integer> SHAPE = List.of(Verdict.values().length, Features.COUNT + 1);

  private static final int WEIGHTS = SHAPE.get(0) * SHAPE.get(1);

  private ModelFileCheck() {}

  /**
   * Returns if the file looks like those of our trainers.
   *
   * @throws IllegalArgumentException if it names another class, packs another kind of part, nests
   *     deeper or asks for more memory than it fills
   * @throws IOException if a packed part is not what it says
   */
  static void require(Message file) throws IOException {
    require(file, 0);
  }

  private static void require(Message part, int depth) throws IOException {
    require(depth < MAX_DEPTH, "nests too deep");
    if (part instanceof Any packed) {
      require(unpacked(packed), depth + 1);
      return;
    }
    if (part instanceof SVMModelProto svm) {
      SvmRules.check(svm);
    }
    if (part instanceof DenseTensorProto weights) {
      requireWeights(weights);
    }
    for (Map.Entry<FieldDescriptor, Object> field : part.getAllFields().entrySet()) {
      switch (field.getKey().getJavaType()) {
        case MESSAGE -> {
          for (Object inner : values(field)) {
            require((Message) inner, depth + 1);
          }
        }
        case STRING -> requireKnown(field.getKey().getName(), values(field));
        default -> {
          // Numbers name no class.
        }
      }
    }
  }

  private static List<?> values(Map.Entry<FieldDescriptor, Object> field) {
    return field.getKey().isRepeated() ? (List<?>) field.getValue() : List.of(field.getValue());
  }

  private static Message unpacked(Any packed) throws IOException {
    String url = packed.getTypeUrl();
    Message kind = ModelFileParts.PACKED.get(url.substring(url.lastIndexOf('/') + 1));
    if (kind == null) {
      throw new IllegalArgumentException("packs a part that no model has");
    }
    ModelFileSize.check(packed.getValue(), kind.getDescriptorForType());
    return kind.getParserForType().parseFrom(packed.getValue());
  }

  private static void requireKnown(String field, List<?> names) {
    if (field.endsWith("class_name") || field.equals(ENUMERATION)) {
      require(
          names.stream().allMatch(name -> name.equals("") || ModelFileParts.CLASSES.contains(name)),
          "names a class that no model has");
    }
  }

  /** Tribuo allocates what the dimensions say, and nobody catches an OutOfMemoryError. */
  private static void requireWeights(DenseTensorProto weights) {
    ByteBuffer values = weights.getValues().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    boolean finite = values.remaining() == WEIGHTS * Double.BYTES;
    while (finite && values.hasRemaining()) {
      finite = Double.isFinite(values.getDouble());
    }
    require(
        finite && weights.getDimensionsList().equals(SHAPE),
        "has weights of unexpected shape or value");
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }
}
