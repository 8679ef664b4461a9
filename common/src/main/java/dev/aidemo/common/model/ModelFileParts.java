package dev.aidemo.common.model;

import com.google.protobuf.Message;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tribuo.classification.libsvm.protos.LibSVMClassificationModelProto;
import org.tribuo.classification.protos.ImmutableLabelInfoProto;
import org.tribuo.classification.sgd.protos.ClassificationLinearSGDProto;
import org.tribuo.math.protos.DenseTensorProto;
import org.tribuo.math.protos.LinearParametersProto;
import org.tribuo.protos.core.CategoricalIDInfoProto;
import org.tribuo.protos.core.ImmutableFeatureMapProto;
import org.tribuo.protos.core.MeanStdDevTransformerProto;
import org.tribuo.protos.core.RealIDInfoProto;
import org.tribuo.protos.core.TransformedModelProto;

/** Lists what the files of our trainers consist of; {@link ModelFileCheck} rejects the rest. */
final class ModelFileParts {
  private static final String TRIBUO = "org.tribuo.";
  private static final String PROVENANCE = "com.oracle.labs.mlrg.olcut.provenance.";

  /** All classes that a file may name. */
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
                      "classification.sgd.linear.LinearSGDModel",
                      "classification.sgd.linear.LinearSGDTrainer",
                      "classification.sgd.objectives.LogMulticlass",
                      "common.libsvm.KernelType",
                      "common.libsvm.LibSVMModel",
                      "math.LinearParameters",
                      "math.la.DenseMatrix",
                      "math.optimisers.AdaGrad",
                      "math.util.ExpNormalizer",
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
  static final Map<String, Message> PACKED =
      Stream.<Message>of(
              CategoricalIDInfoProto.getDefaultInstance(),
              ClassificationLinearSGDProto.getDefaultInstance(),
              DenseTensorProto.getDefaultInstance(),
              ImmutableFeatureMapProto.getDefaultInstance(),
              ImmutableLabelInfoProto.getDefaultInstance(),
              LibSVMClassificationModelProto.getDefaultInstance(),
              LinearParametersProto.getDefaultInstance(),
              MeanStdDevTransformerProto.getDefaultInstance(),
              RealIDInfoProto.getDefaultInstance(),
              TransformedModelProto.getDefaultInstance())
          .collect(
              Collectors.toUnmodifiableMap(
                  part -> part.getDescriptorForType().getFullName(), Function.identity()));

  private ModelFileParts() {}
}
