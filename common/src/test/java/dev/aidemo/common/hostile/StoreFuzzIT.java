package dev.aidemo.common.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.RecentBatches;
import dev.aidemo.common.cache.RecentTrainings;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.HostilePayloads;
import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.testkit.Services;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Tests that the stores accept every payload that its record accepts: a rule that only a store had
 * would let a message be redelivered for ever. For longer runs: {@code mvn -pl common -am verify
 * -Dtest=None -Dit.test=StoreFuzzIT -Dfuzz.minutes=5 -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class StoreFuzzIT {
  private static final Instant[] TIMES = {
    Instant.parse("0001-01-01T00:00:00Z"),
    Instant.parse("2026-11-23T12:00:00Z"),
    Instant.parse("9999-12-31T23:59:59.999999999Z")
  };

  private final Environment environment = Environment.of(Services.environment());
  private final Database database = new Database(environment);
  private final Redis redis = new Redis(environment);
  private final Predictions predictions = new Predictions(database);
  private final TrainingRows trainingRows = new TrainingRows(database);
  private final TrainingLog trainingLog = new TrainingLog(database);
  private final RecentBatches recentBatches = new RecentBatches(redis);
  private final ModelRegister register = new ModelRegister(redis);
  private final RecentTrainings recentTrainings = new RecentTrainings(redis);

  @Test
  void storesEveryPayloadThatIsAccepted() {
    Map<String, Integer> outcomes = Fuzzer.run("store", 2_000, this::store);

    assertThat(outcomes).containsKeys("prediction", "feedback", "model");
  }

  @Test
  void storesEveryAcceptedPayloadWithOneHostileValue() {
    Set<String> outcomes = new HashSet<>();
    for (String sample : HostilePayloads.VALID) {
      HostileJson.withEachValue(sample)
          .forEach(
              payload ->
                  assertThatCode(() -> outcomes.add(store(payload, TIMES[1])))
                      .as(() -> new String(payload, StandardCharsets.UTF_8))
                      .doesNotThrowAnyException());
    }
    assertThat(outcomes).contains("prediction", "feedback", "model");
  }

  private String store(Random random) {
    byte[] payload = HostilePayloads.next(random);
    return store(payload, TIMES[random.nextInt(TIMES.length)]);
  }

  private String store(byte[] payload, Instant time) {
    String outcome = "rejected";
    List<Function<byte[], String>> stores =
        List.of(
            bytes -> store(Prediction.decode(bytes), time),
            bytes -> store(Feedback.decode(bytes), time),
            bytes -> store(TrainedModel.decode(bytes), time));
    for (Function<byte[], String> store : stores) {
      try {
        outcome = store.apply(payload);
      } catch (PoisonMessageException e) {
        assertThat(e).message().doesNotContain("PostgreSQL");
      }
    }
    return outcome;
  }

  private String store(Prediction prediction, Instant time) {
    Instant created = Objects.requireNonNullElse(prediction.created(), time);
    predictions.store(prediction, created);
    recentBatches.add(ListedBatch.decode(prediction.encode()), created);
    return "prediction";
  }

  private String store(Feedback feedback, Instant time) {
    predictions.rate(feedback, time);
    trainingRows.learn(feedback);
    return "feedback";
  }

  private String store(TrainedModel model, Instant time) {
    Instant created = Objects.requireNonNullElse(model.created(), time);
    trainingLog.store(model, created);
    recentTrainings.add(model, created);
    register.offer(model);
    return "model";
  }
}
