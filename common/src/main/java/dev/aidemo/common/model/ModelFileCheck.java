package dev.aidemo.common.model;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.aidemo.common.message.Features;
import dev.aidemo.common.message.Verdict;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.tribuo.common.libsvm.protos.SVMModelProto;
import org.tribuo.math.protos.DenseTensorProto;

/**
 * Looks through a model file before anything of it is loaded. Tribuo (4.3.2, {@code
 * ProtoUtil.deserialize}) and its provenance (OLCUT 5.3.1, {@code
 * ProvenanceUtil.unmarshalProvenance}) load whichever classes a file names and run their static
 * initialisers, some thirty places deep; only the classes that {@link Trainer} puts there are
 * meant.
 */
final class ModelFileCheck {
  /** A field that names the class of an enumeration's constant. */
  private static final String ENUMERATION = "additional";

  /** Ours are 12 deep. A part that is packed starts the limit of the protobuf parser anew. */
  private static final int DEEPEST = 24;

  /** One weight of each class for each feature, and one for the bias. */
  private static final List<Integer> SHAPE = List.of(Verdict.values().length, Features.COUNT + 1);

  private static final int WEIGHTS = SHAPE.get(0) * SHAPE.get(1);

  private ModelFileCheck() {}

  /**
   * Returns where the file is like those of our trainers.
   *
   * @throws IllegalArgumentException if it names another class, packs another kind of part, nests
   *     deeper or asks for more memory than it fills
   * @throws InvalidProtocolBufferException if a packed part is not what it says
   */
  static void require(Message file) throws InvalidProtocolBufferException {
    require(file, 0);
  }

  private static void require(Message part, int depth) throws InvalidProtocolBufferException {
    require(depth < DEEPEST, "nests too deep");
    if (part instanceof Any packed) {
      require(unpacked(packed), depth + 1);
      return;
    }
    if (part instanceof SVMModelProto machine) {
      SupportVectorRules.check(machine);
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
          // Numbers name nothing.
        }
      }
    }
  }

  private static List<?> values(Map.Entry<FieldDescriptor, Object> field) {
    return field.getKey().isRepeated() ? (List<?>) field.getValue() : List.of(field.getValue());
  }

  private static Message unpacked(Any packed) throws InvalidProtocolBufferException {
    String url = packed.getTypeUrl();
    Message kind = ModelFileParts.PACKED.get(url.substring(url.lastIndexOf('/') + 1));
    if (kind == null) {
      throw new IllegalArgumentException("packs a part that no model has");
    }
    return kind.getParserForType().parseFrom(packed.getValue());
  }

  private static void requireKnown(String field, List<?> names) {
    if (field.endsWith("class_name") || field.equals(ENUMERATION)) {
      require(
          names.stream().allMatch(name -> name.equals("") || ModelFileParts.CLASSES.contains(name)),
          "names a class that no model has");
    }
  }

  /** Tribuo makes as many as these numbers say, and an Error is nobody's to catch. */
  private static void requireWeights(DenseTensorProto weights) {
    ByteBuffer values = weights.getValues().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    boolean finite = values.remaining() == WEIGHTS * Double.BYTES;
    while (finite && values.hasRemaining()) {
      finite = Double.isFinite(values.getDouble());
    }
    require(finite && weights.getDimensionsList().equals(SHAPE), "has weights that none trained");
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }
}
