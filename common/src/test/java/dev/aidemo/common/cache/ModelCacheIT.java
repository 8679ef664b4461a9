package dev.aidemo.common.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.ClassificationReport;
import dev.aidemo.common.message.ClassificationReport.Scores;
import dev.aidemo.common.message.HoldoutId;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.PromotionRule;
import dev.aidemo.embedded.testing.Services;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisException;

class ModelCacheIT {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final Redis redis = new Redis(Environment.of(Services.environment()));
  private final ModelCache models = new ModelCache(redis);

  @BeforeEach
  void emptyRedis() {
    redis.client().flushAll();
  }

  @Test
  void promotesTheFirstModel() {
    assertThat(models.offer(model(1, 0.7, 1), NOON)).isTrue();

    assertThat(redis.client().get("model:latest")).isEqualTo("model-1.pb");
    assertThat(redis.client().get("model:latest:accuracy")).isEqualTo("0.7");
    assertThat(models.served()).contains("model-1.pb");
  }

  @Test
  void servesNothingBeforeThereIsAModel() {
    assertThat(models.served()).isEmpty();
  }

  @Test
  void neverReplacesABetterModelByAWorseOne() {
    models.offer(model(1, 0.9, 1), NOON);

    assertThat(models.offer(model(1, 0.8999999, 2), NOON)).isFalse();

    assertThat(models.served()).contains("model-1.pb");
    assertThat(redis.client().get("model:latest:accuracy")).isEqualTo("0.9");
  }

  @Test
  void promotesTheNewerOfTwoModelsThatAreEquallyGood() {
    models.offer(model(1, 0.9, 2), NOON);

    assertThat(models.offer(model(1, 0.9, 1), NOON)).isFalse();
    assertThat(models.offer(model(1, 0.9, 3), NOON)).isTrue();

    assertThat(models.served()).contains("model-3.pb");
  }

  @Test
  void promotesAModelOfANewerHoldoutWhateverItsAccuracy() {
    models.offer(model(1, 1.0, 1), NOON);

    assertThat(models.offer(model(2, 0.8, 2), NOON)).isTrue();
    assertThat(models.offer(model(1, 1.0, 3), NOON)).isFalse();
  }

  @Test
  void replacesWhatTheOriginalLeftBehind() {
    redis.client().set("model:latest", "model-1607000000.joblib");
    redis.client().set("model:latest:accuracy", "0.99");

    assertThat(models.offer(model(1, 0.8, 1), NOON)).isTrue();
  }

  @Test
  void writesASmallAccuracyAsADecimalText() {
    models.offer(model(1, 0.00001, 1), NOON);

    assertThat(redis.client().get("model:latest:accuracy")).isEqualTo("0.000010");
  }

  @Test
  void endsWithTheSameChampionInWhicheverOrderModelsArriveAndRepeat() {
    var random = new Random(7);
    for (int round = 0; round < 20; round++) {
      redis.client().flushAll();
      List<TrainedModel> offered = new ArrayList<>();
      for (int version = 1; version <= 12; version++) {
        offered.add(model(1 + random.nextInt(2), random.nextInt(4) / 4.0, version));
      }
      TrainedModel champion = Collections.max(offered, PromotionRule.RANK);
      offered.addAll(offered.subList(0, 5));
      Collections.shuffle(offered, random);
      offered.forEach(model -> models.offer(model, NOON));

      assertThat(models.served()).contains(champion.modelFileName());
    }
  }

  @Test
  void listsATrainingOnceAndTheNewestFirst() {
    models.offer(model(1, 0.9, 1), NOON);
    models.offer(model(1, 0.5, 2), NOON);
    models.offer(model(1, 0.5, 2), NOON);

    assertThat(redis.client().lrange("jobs", 0, -1))
        .containsExactly(
            "{\"job_id\":\"00000000-0000-0001-0000-000000000002\",\"model_file_name\":"
                + "\"model-2.pb\",\"records\":100,\"accuracy\":0.5,\"data_prep_time\":0.1,"
                + "\"training_time\":0.2,\"testing_time\":0.3,\"created\":\"2026-11-23T12:00:00Z\"}",
            "{\"job_id\":\"00000000-0000-0001-0000-000000000001\",\"model_file_name\":"
                + "\"model-1.pb\",\"records\":100,\"accuracy\":0.9,\"data_prep_time\":0.1,"
                + "\"training_time\":0.2,\"testing_time\":0.3,\"created\":\"2026-11-23T12:00:00Z\"}");
  }

  @Test
  void letsAPinnedModelWin() {
    models.offer(model(1, 0.9, 1), NOON);
    redis.client().set("model:pinned", "model-0.pb");

    assertThat(models.served()).contains("model-0.pb");
  }

  @Test
  void failsInBoundedTimeWhereNobodyListens() {
    Map<String, String> variables = new HashMap<>(Services.environment());
    variables.put("REDISPORT", "1");
    var unplugged = new ModelCache(new Redis(Environment.of(variables)));

    assertThatThrownBy(unplugged::served).isInstanceOf(JedisException.class);
  }

  private static TrainedModel model(int generation, double accuracy, long version) {
    var scores = new Scores(0.7, 0.8, 0.75, 10);
    return new TrainedModel(
        new UUID(1, version),
        "model-" + version + ".pb",
        100,
        accuracy,
        new ClassificationReport(scores, scores, scores, scores, accuracy),
        0.1,
        0.2,
        0.3,
        version,
        "rbf-svm",
        new HoldoutId(generation, "9f3ac2d1"),
        "data",
        NOON);
  }
}
