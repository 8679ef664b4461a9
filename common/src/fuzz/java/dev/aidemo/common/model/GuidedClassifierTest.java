package dev.aidemo.common.model;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Model files that Jazzer looks for by the branches which they take: {@code JAZZER_FUZZ=1 mvn -Pfuzz
 * -pl embedded,common test -Dtest=GuidedClassifierTest -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class GuidedClassifierTest {
  static Stream<byte[]> seeds() {
    return HostileModels.SOUND.stream();
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "3m")
  void anyFileIsAModelThatClassifiesOrRefused(byte[] file) {
    if (file != null) {
      ClassifierFuzzTest.outcome(file);
    }
  }
}
