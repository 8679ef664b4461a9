package dev.aidemo.trainingtocache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.function.Deliveries;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class TrainingToCacheIT {
  private static final String MODEL =
      """
      {"job_id": "00000000-0000-0000-0000-00000000000%1$d",
       "model_file_name": "model-000000000%1$d.pb", "records": 100, "accuracy": %2$s,
       "report": {"0": %3$s, "1": %3$s, "macro avg": %3$s, "weighted avg": %3$s, "accuracy": 0.9},
       "data_prep_time": 0.1, "training_time": 0.2, "testing_time": 0.3, "version": %1$d,
       "trainer": "rbf-svm", "holdout": "1-9f3ac2d1", "data_sha256": "00", "created": null}
      """;
  private static final String SCORES =
      "{\"precision\": 0.9, \"recall\": 0.9, \"f1-score\": 0.9, \"support\": 10}";

  private final Map<String, String> variables = Services.environment();
  private final Jedis redis =
      new Jedis(variables.get("REDISHOST"), Integer.parseInt(variables.get("REDISPORT")));
  private final Inbox deadLetters = Inbox.of("dead-letter", variables);
  private final TrainingToCache function = new TrainingToCache(Environment.of(variables));

  @BeforeEach
  void emptyRedis() {
    redis.flushAll();
  }

  @Test
  void promotesABetterModelAndListsBoth() {
    deliver(1, "0.9");
    deliver(2, "0.95");

    assertThat(redis.get("model:latest")).isEqualTo("model-0000000002.pb");
    assertThat(redis.get("model:latest:accuracy")).isEqualTo("0.95");
    assertThat(redis.llen("jobs")).isEqualTo(2);
  }

  @Test
  void doesNotPromoteAWorseModel() {
    deliver(1, "0.9");
    deliver(2, "0.85");

    assertThat(redis.get("model:latest")).isEqualTo("model-0000000001.pb");
    assertThat(redis.get("model:latest:accuracy")).isEqualTo("0.9");
    assertThat(redis.llen("jobs")).isEqualTo(2);
  }

  @Test
  void endsInTheSameStateIfMessagesAreRedeliveredOutOfOrder() {
    deliver(2, "0.95");
    deliver(1, "0.9");
    deliver(2, "0.95");
    deliver(1, "0.9");

    assertThat(redis.get("model:latest")).isEqualTo("model-0000000002.pb");
    assertThat(redis.llen("jobs")).isEqualTo(2);
  }

  /**
   * The register believes the message, because it cannot see the bucket. No {@code prediction}
   * loads the file, and {@code cache rebuild --lower-champion} removes the name.
   */
  @Test
  void registersAModelThatWasNeverTrained() {
    deliver(1, "0.9");
    Deliveries.deliver(
        function,
        MODEL
            .formatted(2, "1.0", SCORES)
            .replace("\"version\": 2", "\"version\": 9007199254740991"));
    deliver(3, "0.95");

    assertThat(redis.get("model:latest")).isEqualTo("model-0000000002.pb");
    assertThat(redis.llen("jobs")).isEqualTo(3);
  }

  @Test
  void rejectsAVersionAndAnAccuracyBeyondTheLargest() {
    Deliveries.deliver(
        function,
        MODEL
            .formatted(1, "1.0", SCORES)
            .replace("\"version\": 1", "\"version\": 9007199254740992"));
    deliver(2, "1.01");

    assertThat(redis.keys("*")).isEmpty();
    assertThat(deadLetters.drain()).hasSize(2);
  }

  @Test
  void listsATrainingOfTheFutureWithTheTimeOfItsMessage() {
    Deliveries.deliver(
        function, MODEL.formatted(1, "0.9", SCORES).replace("null", "\"9999-01-01T00:00:00Z\""));

    assertThat(redis.lindex("jobs", 0)).doesNotContain("9999-01");
  }

  private void deliver(int version, String accuracy) {
    Deliveries.deliver(function, MODEL.formatted(version, accuracy, SCORES));
  }
}
