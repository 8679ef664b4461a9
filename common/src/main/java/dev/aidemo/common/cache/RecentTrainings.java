package dev.aidemo.common.cache;

import dev.aidemo.common.cache.RecentList.Outcome;
import dev.aidemo.common.message.TrainedModel;
import java.time.Instant;

/** Lists the latest trainings in Redis list {@code jobs}, newest first, each once. */
public final class RecentTrainings {
  private static final int MAX_LENGTH = 1000;

  private final RecentList list;

  public RecentTrainings(Redis redis) {
    this.list = new RecentList(redis, RedisKeys.JOBS, "job_id", MAX_LENGTH);
  }

  /**
   * Lists a training in the order of time, unless it is listed already.
   *
   * @return whether it was not
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer; adding again is
   *     harmless
   */
  public boolean add(TrainedModel model, Instant created) {
    return list.add(entry(model, created), false) == Outcome.LISTED;
  }

  /**
   * Returns how many trainings are listed.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public long size() {
    return list.size();
  }

  private static String entry(TrainedModel model, Instant created) {
    return RecentList.entry(
        object -> {
          object.string("job_id", model.jobId());
          object.string("model_file_name", model.modelFileName());
          object.number("records", model.records());
          object.number("accuracy", model.accuracy());
          object.number("data_prep_time", model.dataPrepTime());
          object.number("training_time", model.trainingTime());
          object.number("testing_time", model.testingTime());
          object.string("created", RecentList.time(created));
        });
  }
}
