package dev.aidemo.common.cache;

import dev.aidemo.common.json.JsonWriter;
import dev.aidemo.common.message.ListedBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * Lists the latest batches with their verdicts in Redis list {@code batches}, newest first, each
 * batch once. A marker for each listed batch names the model that judged it and when it was asked
 * to.
 */
public final class RecentBatches {
  /** How many batches the list keeps. */
  public static final int MAX_LENGTH = 1000;

  /** Longer than any message is kept, dead letters included. */
  private static final Duration MARKER_LIFETIME = Duration.ofDays(8);

  /**
   * A request that is delivered twice has two verdicts if the model changed in between. The verdict
   * of the older model stays, here as in the database, whichever arrives first; of two verdicts of
   * one model, the one that was asked for first.
   *
   * <p>A batch goes to the place that its time gives it, so that the list depends on the batches
   * alone and not on the order in which they arrive. A batch that is marked, but missing from a
   * list with room for it, was lost with the list and is added again.
   *
   * <p>Strings are compared by their bytes, because Lua's own comparison depends on the server's
   * locale.
   */
  private static final String ADD_ONCE =
      """
      local list, marker = KEYS[1], KEYS[2]
      local entry, rank, start, longest, seconds = unpack(ARGV)
      local size = redis.call('LLEN', list)

      local function below(one, other)
        for index = 1, math.min(#one, #other) do
          local ours, theirs = one:byte(index), other:byte(index)
          if ours ~= theirs then return ours < theirs end
        end
        return #one < #other
      end
      local function find(wanted)
        for index = 0, size - 1 do
          local other = redis.call('LINDEX', list, index)
          if wanted(other) then return index, other end
        end
      end
      local function same(other)
        return string.sub(other, 1, #start) == start
      end
      local function place(other)
        local time, fraction =
            string.match(string.sub(other, -50), '"created":"([^".Z]+)%.?(%d*)Z"}$')
        if not time then return '' end
        return time .. '.' .. fraction .. string.rep('0', 9 - #fraction)
            .. string.sub(other, 1, #start)
      end

      local seen = redis.call('GET', marker)
      if seen then
        if below(seen, rank) then return 0 end
        if seen == rank and size >= tonumber(longest) then return 0 end
        local _, other = find(same)
        if seen == rank and other then return 0 end
        if other then
          redis.call('LREM', list, 1, other)
          size = size - 1
        end
      end
      local ours = place(entry)
      local index, older = find(function(other) return below(place(other), ours) end)
      if index == 0 then
        redis.call('LPUSH', list, entry)
      elseif index then
        redis.call('LINSERT', list, 'BEFORE', older, entry)
      else
        redis.call('RPUSH', list, entry)
      end
      redis.call('LTRIM', list, 0, longest - 1)
      redis.call('SET', marker, rank, 'EX', seconds)
      return 1
      """;

  private final Redis redis;

  public RecentBatches(Redis redis) {
    this.redis = redis;
  }

  /**
   * Lists a batch in the order of time, unless it is listed already.
   *
   * @param created in microseconds, as the database keeps it; smaller fractions are cut off
   * @return whether the list changed
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer; adding again is
   *     harmless
   */
  public boolean add(ListedBatch batch, Instant created) {
    Instant kept = created.truncatedTo(ChronoUnit.MICROS);
    String entry = new String(entry(batch, kept), StandardCharsets.UTF_8);
    String start = "{\"batch_id\":\"" + batch.batchId() + "\"";
    return Objects.equals(
        1L,
        redis.run(
            ADD_ONCE,
            List.of(RedisKeys.BATCHES, RedisKeys.listedBatch(batch.batchId())),
            List.of(
                entry,
                rank(batch, kept),
                start,
                String.valueOf(MAX_LENGTH),
                String.valueOf(MARKER_LIFETIME.toSeconds()))));
  }

  /**
   * Returns the newest batches, each as the JSON object that is listed.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public List<String> newest(int count) {
    return redis.client().lrange(RedisKeys.BATCHES, 0, count - 1);
  }

  /** Sorts by the model's file name, then by the time; a line break sorts before all of a name. */
  private static String rank(ListedBatch batch, Instant created) {
    return "%s\n%020d.%09d"
        .formatted(
            Objects.requireNonNullElse(batch.modelFileName(), ""),
            created.getEpochSecond(),
            created.getNano());
  }

  private static byte[] entry(ListedBatch batch, Instant created) {
    return JsonWriter.write(
        object -> {
          object.string("batch_id", batch.batchId());
          object.strings("subjects", batch.subjects());
          object.array(
              "predictions", batch.output(), (array, verdict) -> array.string(verdict.word()));
          object.string("created", created);
        });
  }
}
