package dev.aidemo.common.cache;

import static dev.aidemo.common.message.SamplePayloads.NOON;
import static dev.aidemo.common.message.SamplePayloads.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.config.Environment;
import dev.aidemo.testkit.Services;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentTrainingsIT {
  private final Redis redis = new Redis(Environment.of(Services.environment()));
  private final RecentTrainings trainings = new RecentTrainings(redis);

  @BeforeEach
  void emptyRedis() {
    redis.client().flushAll();
  }

  @Test
  void listsARedeliveredTrainingOnceAndTheNewestFirst() {
    trainings.add(model(0.9, 1), NOON);
    trainings.add(model(0.5, 2), NOON.plusNanos(1_000));
    trainings.add(model(0.5, 2), NOON.plusNanos(1_000));

    assertThat(redis.client().lrange("jobs", 0, -1))
        .containsExactly(
            "{\"job_id\":\"00000000-0000-0001-0000-000000000002\",\"model_file_name\":"
                + "\"model-0000000002.pb\",\"records\":100,\"accuracy\":0.5,\"data_prep_time\":0.1,"
                + "\"training_time\":0.2,\"testing_time\":0.3,\"created\":\"2026-11-23T12:00:00.000001\"}",
            "{\"job_id\":\"00000000-0000-0001-0000-000000000001\",\"model_file_name\":"
                + "\"model-0000000001.pb\",\"records\":100,\"accuracy\":0.9,\"data_prep_time\":0.1,"
                + "\"training_time\":0.2,\"testing_time\":0.3,\"created\":\"2026-11-23T12:00:00.000000\"}");
  }

  @Test
  void saysWhetherATrainingWasListedBefore() {
    assertThat(trainings.add(model(0.9, 1), NOON)).isTrue();
    assertThat(trainings.add(model(0.9, 1), NOON)).isFalse();

    assertThat(trainings.size()).isEqualTo(1);
  }
}
