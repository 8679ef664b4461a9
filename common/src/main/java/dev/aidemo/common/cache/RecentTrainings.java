package dev.aidemo.common.cache;

import dev.aidemo.common.cache.RecentList.Outcome;
import dev.aidemo.common.message.TrainedModel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  /**
   * Returns trainings as clients read them, the newest first.
   *
   * @param before leaves out what was created then or later
   * @throws RedisUnavailableException if Redis does not answer
   */
  public List<TrainingEntry> page(int limit, Optional<Instant> before) {
    return list.page(limit, before, TrainingEntry::read, TrainingEntry::created);
  }

  /**
   * Returns the training of a model, if it is listed.
   *
   * @throws RedisUnavailableException if Redis does not answer
   */
  public Optional<TrainingEntry> of(String modelFileName) {
    return page(MAX_LENGTH, Optional.empty()).stream()
        .filter(entry -> entry.modelFileName().equals(modelFileName))
        .findFirst();
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
          object.string("created", ListTime.format(created));
        });
  }
}
