package dev.aidemo.common.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.hostile.Trials;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Longer: {@code mvn -pl embedded,common test -Dtest=PayloadFuzzTest -Dfuzz.minutes=5}. */
class PayloadFuzzTest {
  @Test
  void anyBytesAreAPayloadThatCanBeStoredOrPoison() {
    Map<String, Integer> outcomes =
        Trials.run(
            "payload",
            10_000,
            random -> {
              byte[] payload = HostilePayloads.next(random);
              try {
                return PayloadPromise.check(payload);
              } catch (Throwable e) {
                throw new AssertionError(Base64.getEncoder().encodeToString(payload), e);
              }
            });

    // Otherwise the inputs would not reach the rules.
    assertThat(outcomes).containsKeys("request", "prediction", "feedback", "model", "refused");
  }
}
