package dev.aidemo.common.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.hostile.Fuzzer;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests random payloads. For longer runs: {@code mvn -pl common -am test -Dtest=PayloadFuzzTest
 * -Dfuzz.minutes=5 -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class PayloadFuzzTest {
  @Test
  void allBytesAreAPayloadThatCanBeStoredOrPoison() {
    Map<String, Integer> outcomes =
        Fuzzer.run(
            "payload",
            10_000,
            random -> {
              byte[] payload = HostilePayloads.next(random);
              try {
                return PayloadInvariants.check(payload);
              } catch (Throwable e) {
                throw new AssertionError(Base64.getEncoder().encodeToString(payload), e);
              }
            });

    // Otherwise the payloads would not reach the rules.
    assertThat(outcomes).containsKeys("request", "prediction", "feedback", "model", "rejected");
  }
}
