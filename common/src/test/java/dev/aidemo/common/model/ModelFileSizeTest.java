package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.libsvm.protos.LibSVMClassificationModelProto;
import org.tribuo.common.libsvm.protos.SVMModelProto;
import org.tribuo.common.libsvm.protos.SVMNodeArrayProto;
import org.tribuo.protos.core.ModelProto;

class ModelFileSizeTest {
  @Test
  void rejectsAFileOfEmptyPartsBeforeItFillsTheHeap() {
    byte[] file = file(1_900_000);
    long before = usedBytes();

    assertThat(file).hasSizeLessThan(4 << 20);
    assertThatThrownBy(() -> Classifier.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasRootCauseMessage("has more than 50000 parts");
    assertThat(usedBytes() - before).isLessThan(64L << 20);
  }

  @Test
  void countsPartsOfTheFileItselfToo() {
    byte[] file = new byte[200_000];
    for (int i = 0; i < file.length; i += 2) {
      file[i] = 0x12;
    }

    assertThatThrownBy(() -> ModelFileSize.check(file, ModelProto.getDescriptor()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void letsEachOfOurModelsThrough() throws Exception {
    for (byte[] file : HostileModels.VALID) {
      ModelFileSize.check(file, ModelProto.getDescriptor());
    }
  }

  private static byte[] file(int vectors) {
    var model =
        LibSVMClassificationModelProto.newBuilder()
            .setModel(
                SVMModelProto.newBuilder()
                    .addAllSV(
                        Collections.nCopies(vectors, SVMNodeArrayProto.getDefaultInstance())));
    return ModelProto.newBuilder().setSerializedData(Any.pack(model.build())).build().toByteArray();
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
