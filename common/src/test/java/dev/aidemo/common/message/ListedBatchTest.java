package dev.aidemo.common.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.Fingerprint;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.hostile.Fuzzer;
import dev.aidemo.common.hostile.HostileJson;
import dev.aidemo.common.json.SampleJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that {@link ListedBatch} and {@link Prediction} accept the same payloads and reject the
 * others with the same message: the cache must not list what the database never stores.
 */
class ListedBatchTest {
  @ParameterizedTest
  @ValueSource(strings = {"prediction", "prediction-original"})
  void acceptsWhatOthersPublish(String fixture) {
    assertThat(check(ContractTest.fixture(fixture))).isEqualTo("accepted");
  }

  @Test
  void agreesWithPredictionOnEachHostileValueInEachPlace() {
    for (String valid : HostilePayloads.VALID) {
      HostileJson.withEachValue(valid).forEach(ListedBatchTest::check);
    }
  }

  /** Both check the rules in the same order, so that each payload has one reason. */
  @Test
  void agreesWithPredictionOnPayloadsThatBreakTwoRules() {
    Map<String, String> broken =
        Map.of(
            "batch_id", "\"7\"",
            "subjects", "[]",
            "input", "[]",
            "output", "[]",
            "model_file_name", "\"..\"",
            "confidence", "[2, 2]",
            "unsure", "[true]",
            "created", "\"+10000-01-01T00:00:00Z\"");
    for (String one : broken.keySet()) {
      for (String other : broken.keySet()) {
        SampleJson json =
            PredictionTest.VALID.with(one, broken.get(one)).with(other, broken.get(other));

        assertThat(check(json.bytes())).isEqualTo("rejected");
        assertThat(check(json.without("batch_id").bytes())).isEqualTo("rejected");
      }
    }
  }

  @Test
  void agreesWithPredictionOnRandomPayloads() {
    Map<String, Integer> outcomes =
        Fuzzer.run("listed batch", 10_000, random -> check(HostilePayloads.next(random)));

    // Otherwise the payloads would not reach the rules.
    assertThat(outcomes).containsOnlyKeys("accepted", "rejected");
  }

  private static String check(byte[] payload) {
    Prediction prediction;
    try {
      prediction = Prediction.decode(payload);
    } catch (PoisonMessageException expected) {
      assertRejected(payload, expected);
      return "rejected";
    }
    var features = new Fingerprint();
    prediction.input().forEach(features::add);
    assertThat(ListedBatch.decode(payload))
        .isEqualTo(
            new ListedBatch(
                prediction.batchId(),
                prediction.subjects(),
                prediction.output(),
                ListedBatch.content(prediction.subjects(), features),
                prediction.modelFileName(),
                prediction.confidence(),
                prediction.unsure(),
                prediction.created()));
    return "accepted";
  }

  private static void assertRejected(byte[] payload, PoisonMessageException expected) {
    String json = new String(payload, StandardCharsets.UTF_8);
    try {
      ListedBatch.decode(payload);
    } catch (PoisonMessageException e) {
      assertThat(e).as(json).hasMessage(expected.getMessage());
      assertThat(e.reason()).as(json).isEqualTo(expected.reason());
      return;
    }
    throw new AssertionError("rejected as a prediction only: " + json, expected);
  }
}
