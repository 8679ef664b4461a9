package dev.aidemo.common.cache;

import dev.aidemo.common.cache.RecentList.Outcome;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.message.ListedBatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lists the latest batches with their verdicts in Redis list {@code batches}, newest first, each
 * batch once.
 *
 * <p>A request that is delivered twice has two verdicts if the model changed in between. The
 * verdict of the older model stays, here as in the database, whichever arrives first; of two
 * verdicts of one model, the one that was asked for first.
 */
public final class RecentBatches {
  /** How many batches the list has at most; large ones leave room for fewer. */
  public static final int MAX_LENGTH = 1000;

  private final RecentList list;

  public RecentBatches(Redis redis) {
    this.list = new RecentList(redis, RedisKeys.BATCHES, "batch_id", MAX_LENGTH);
  }

  /**
   * Lists a batch in the order of time, unless it is listed already, or older than everything in a
   * full list.
   *
   * @param created in microseconds, as the database keeps it; smaller fractions are cut off
   * @return whether the list changed
   * @throws PoisonMessageException if another content is listed under the batch's id
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer; adding again is
   *     harmless
   */
  public boolean add(ListedBatch batch, Instant created) {
    Outcome outcome = list.add(entry(batch, created), false);
    if (outcome == Outcome.OTHER_CONTENT) {
      throw new PoisonMessageException(
          "batch_id", "must not be that of a batch with other content", batch.batchId());
    }
    return outcome == Outcome.LISTED;
  }

  /**
   * Lists a batch as the database has it, in place of another content under its id.
   *
   * @return whether the list changed
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer; restoring again
   *     is harmless
   */
  public boolean restore(ListedBatch batch, Instant created) {
    return list.add(entry(batch, created), true) == Outcome.LISTED;
  }

  /**
   * Returns the newest batches, each as the JSON object that is listed.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public List<String> newest(int count) {
    return list.newest(count);
  }

  /**
   * Returns batches as clients read them, the newest first.
   *
   * @param before leaves out what was created then or later
   * @throws RedisUnavailableException if Redis does not answer
   */
  public List<BatchEntry> page(int limit, Optional<Instant> before) {
    return list.page(limit, before, BatchEntry::read, BatchEntry::created);
  }

  /**
   * Returns a batch, if it is listed.
   *
   * @throws RedisUnavailableException if Redis does not answer
   */
  public Optional<BatchEntry> find(UUID batchId) {
    String id = batchId.toString();
    return list.lacks(id)
        ? Optional.empty()
        : list.first(BatchEntry::read, entry -> entry.batchId().equals(id));
  }

  private static String entry(ListedBatch batch, Instant created) {
    return RecentList.entry(
        object -> {
          object.string("batch_id", batch.batchId());
          object.strings("subjects", batch.subjects());
          object.array(
              "predictions", batch.output(), (array, verdict) -> array.string(verdict.word()));
          BatchEntry.writeCertainty(object, batch.confidence(), batch.unsure());
          // Last, because the script of RecentList reads these three from the end.
          object.string("content", batch.content());
          object.string("model_file_name", batch.modelFileName());
          object.string("created", ListTime.format(created));
        });
  }
}
