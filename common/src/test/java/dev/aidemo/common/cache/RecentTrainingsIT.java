package dev.aidemo.common.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.HoldoutId;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.ClassificationReport;
import dev.aidemo.common.message.ClassificationReport.Scores;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.testkit.Services;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentTrainingsIT {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final Redis redis = new Redis(Environment.of(Services.environment()));
  private final RecentTrainings trainings = new RecentTrainings(redis);

  @BeforeEach
  void emptyRedis() {
    redis.client().flushAll();
  }

  @Test
  void listsATrainingOnceAndTheNewestFirst() {
    trainings.add(model(1, 0.9, 1), NOON);
    trainings.add(model(1, 0.5, 2), NOON);
    trainings.add(model(1, 0.5, 2), NOON);

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
  void saysWhetherATrainingWasListedBefore() {
    assertThat(trainings.add(model(1, 0.9, 1), NOON)).isTrue();
    assertThat(trainings.add(model(1, 0.9, 1), NOON)).isFalse();

    assertThat(trainings.size()).isEqualTo(1);
  }

  private static TrainedModel model(int generation, double accuracy, long version) {
    return model(generation, accuracy, version, "model-" + version + ".pb");
  }

  private static TrainedModel model(
      int generation, double accuracy, long version, String fileName) {
    var scores = new Scores(0.7, 0.8, 0.75, 10);
    return new TrainedModel(
        new UUID(1, version),
        fileName,
        100,
        accuracy,
        new ClassificationReport(scores, scores, scores, scores, accuracy),
        0.1,
        0.2,
        0.3,
        version,
        "rbf-svm",
        generation == 0 ? null : new HoldoutId(generation, "9f3ac2d1"),
        "data",
        NOON);
  }
}
