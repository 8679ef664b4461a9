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
    return list.add(RecentList.entry(TrainingEntry.of(model, created)::write), false)
        == Outcome.LISTED;
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
    return list.first(TrainingEntry::read, entry -> entry.modelFileName().equals(modelFileName));
  }
}
