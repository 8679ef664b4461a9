package dev.aidemo.common.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Payloads that Jazzer looks for by the branches which they take: {@code JAZZER_FUZZ=1 mvn -Pfuzz
 * -pl embedded,common test -Dtest=GuidedPayloadTest -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class GuidedPayloadTest {
  static Stream<byte[]> seeds() {
    return HostilePayloads.SOUND.stream().map(json -> json.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "3m")
  void anyBytesAreAPayloadThatCanBeStoredOrPoison(byte[] payload) {
    if (payload != null) {
      PayloadPromise.check(payload);
    }
  }
}
