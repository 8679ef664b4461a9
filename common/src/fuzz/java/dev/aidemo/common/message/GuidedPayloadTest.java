package dev.aidemo.common.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests payloads that Jazzer generates, guided by coverage: {@code JAZZER_FUZZ=1 mvn -Pfuzz -pl
 * common -am test -Dtest=GuidedPayloadTest -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class GuidedPayloadTest {
  static Stream<byte[]> seeds() {
    return HostilePayloads.VALID.stream().map(json -> json.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "3m")
  void allBytesAreAPayloadThatCanBeStoredOrPoison(byte[] payload) {
    if (payload != null) {
      PayloadInvariants.check(payload);
    }
  }
}
