package dev.aidemo.common.model;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests model files that Jazzer generates, guided by coverage: {@code JAZZER_FUZZ=1 mvn -Pfuzz -pl
 * common -am test -Dtest=GuidedClassifierTest -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class GuidedClassifierTest {
  static Stream<byte[]> seeds() {
    return HostileModels.VALID.stream();
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "3m")
  void everyFileIsAModelThatClassifiesOrIsRejected(byte[] file) {
    if (file != null) {
      ClassifierFuzzTest.outcome(file);
    }
  }
}
