package dev.aidemo.common.cache;

import dev.aidemo.common.json.JsonWriter;
import dev.aidemo.common.message.TrainedModel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** Lists the latest trainings in Redis list {@code jobs}, each once, the last to arrive first. */
public final class RecentTrainings {
  private static final int MAX_LENGTH = 1000;

  /** Longer than any message is kept, dead letters included. */
  private static final Duration MARKER_LIFETIME = Duration.ofDays(8);

  private static final String ADD_ONCE =
      """
      local jobs, marker = unpack(KEYS)
      local entry, longest, seconds = unpack(ARGV)
      if not redis.call('SET', marker, 1, 'NX', 'EX', seconds) then return 0 end
      redis.call('LPUSH', jobs, entry)
      redis.call('LTRIM', jobs, 0, longest - 1)
      return 1
      """;

  private final Redis redis;

  public RecentTrainings(Redis redis) {
    this.redis = redis;
  }

  /**
   * Lists a training, unless it is listed already.
   *
   * @return whether it was not
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer; adding again is
   *     harmless
   */
  public boolean add(TrainedModel model, Instant created) {
    return Objects.equals(
        1L,
        redis.run(
            ADD_ONCE,
            List.of(RedisKeys.JOBS, RedisKeys.listedTraining(model.jobId())),
            List.of(
                new String(entry(model, created), StandardCharsets.UTF_8),
                String.valueOf(MAX_LENGTH),
                String.valueOf(MARKER_LIFETIME.toSeconds()))));
  }

  /**
   * Returns how many trainings are listed.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public long size() {
    return redis.client().llen(RedisKeys.JOBS);
  }

  private static byte[] entry(TrainedModel model, Instant created) {
    return JsonWriter.write(
        object -> {
          object.string("job_id", model.jobId());
          object.string("model_file_name", model.modelFileName());
          object.number("records", model.records());
          object.number("accuracy", model.accuracy());
          object.number("data_prep_time", model.dataPrepTime());
          object.number("training_time", model.trainingTime());
          object.number("testing_time", model.testingTime());
          object.string("created", created.truncatedTo(ChronoUnit.MICROS));
        });
  }
}
