package dev.aidemo.common.model;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tribuo.classification.libsvm.protos.LibSVMClassificationModelProto;
import org.tribuo.classification.protos.ImmutableLabelInfoProto;
import org.tribuo.common.libsvm.protos.SVMModelProto;
import org.tribuo.protos.core.CategoricalIDInfoProto;
import org.tribuo.protos.core.ImmutableFeatureMapProto;
import org.tribuo.protos.core.MeanStdDevTransformerProto;
import org.tribuo.protos.core.RealIDInfoProto;
import org.tribuo.protos.core.TransformedModelProto;

/**
 * Looks through a model file before anything of it is loaded. Tribuo (4.3.2, {@code
 * ProtoUtil.deserialize}) and its provenance (OLCUT 5.3.1, {@code
 * ProvenanceUtil.unmarshalProvenance}) load whichever classes a file names and run their static
 * initialisers, some thirty places deep; only the classes that {@link Trainer} puts there are
 * meant.
 */
final class ModelFileCheck {
  private static final String TRIBUO = "org.tribuo.";
  private static final String PROVENANCE = "com.oracle.labs.mlrg.olcut.provenance.";

  /** All classes that a file may name, wherever in it. */
  static final Set<String> CLASSES =
      Stream.concat(
              Stream.of(
                      "CategoricalIDInfo",
                      "DataSource",
                      "ImmutableFeatureMap",
                      "MutableDataset",
                      "RealIDInfo",
                      "classification.ImmutableLabelInfo",
                      "classification.LabelFactory",
                      "classification.LabelFactory$LabelFactoryProvenance",
                      "classification.libsvm.LibSVMClassificationModel",
                      "classification.libsvm.LibSVMClassificationTrainer",
                      "classification.libsvm.SVMClassificationType",
                      "classification.libsvm.SVMClassificationType$SVMMode",
                      "common.libsvm.KernelType",
                      "common.libsvm.LibSVMModel",
                      "provenance.DatasetProvenance",
                      "provenance.ModelProvenance",
                      "provenance.SimpleDataSourceProvenance",
                      "provenance.impl.TrainerProvenanceImpl",
                      "transform.TransformTrainer",
                      "transform.TransformationMap",
                      "transform.TransformationMap$TransformationList",
                      "transform.TransformedModel",
                      "transform.TransformerMap",
                      "transform.TransformerMap$TransformerMapProvenance",
                      "transform.transformations.MeanStdDevTransformation",
                      "transform.transformations.MeanStdDevTransformation$MeanStdDevTransformationProvenance",
                      "transform.transformations.MeanStdDevTransformation$MeanStdDevTransformer")
                  .map(TRIBUO::concat),
              Stream.of(
                      "impl.ConfiguredObjectProvenanceImpl",
                      "primitives.BooleanProvenance",
                      "primitives.DateTimeProvenance",
                      "primitives.DoubleProvenance",
                      "primitives.EnumProvenance",
                      "primitives.FloatProvenance",
                      "primitives.IntProvenance",
                      "primitives.LongProvenance",
                      "primitives.StringProvenance")
                  .map(PROVENANCE::concat))
          .collect(Collectors.toUnmodifiableSet());

  /** All kinds of packed parts that a file may have. */
  private static final Map<String, Message> PACKED =
      Stream.<Message>of(
              CategoricalIDInfoProto.getDefaultInstance(),
              ImmutableFeatureMapProto.getDefaultInstance(),
              ImmutableLabelInfoProto.getDefaultInstance(),
              LibSVMClassificationModelProto.getDefaultInstance(),
              MeanStdDevTransformerProto.getDefaultInstance(),
              RealIDInfoProto.getDefaultInstance(),
              TransformedModelProto.getDefaultInstance())
          .collect(
              Collectors.toUnmodifiableMap(
                  part -> part.getDescriptorForType().getFullName(), Function.identity()));

  /** A field that names the class of an enumeration's constant. */
  private static final String ENUMERATION = "additional";

  /** Ours are 12 deep. A part that is packed starts the limit of the protobuf parser anew. */
  private static final int DEEPEST = 24;

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
    Message kind = PACKED.get(url.substring(url.lastIndexOf('/') + 1));
    if (kind == null) {
      throw new IllegalArgumentException("packs a part that no model has");
    }
    return kind.getParserForType().parseFrom(packed.getValue());
  }

  private static void requireKnown(String field, List<?> names) {
    if (field.endsWith("class_name") || field.equals(ENUMERATION)) {
      require(
          names.stream().allMatch(name -> name.equals("") || CLASSES.contains(name)),
          "names a class that no model has");
    }
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }
}
