package dev.aidemo.common.cache;

import dev.aidemo.common.message.JsonWriter;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * The list {@code batches}: predictions for the API to show, newest first, each batch once. {@code
 * batches:seen:ID} marks a batch that was pushed, with the model that judged it and when it was
 * asked for.
 */
public final class BatchCache {
  private static final String LIST = "batches";
  private static final String SEEN = "batches:seen:";

  /** How many batches the list keeps. */
  public static final int LONGEST_LIST = 1000;

  /** Longer than any message is kept, dead letters included. */
  private static final Duration SEEN_FOR = Duration.ofDays(8);

  /**
   * A request that was delivered twice can have two verdicts, if the model changed in between. The
   * older model's one stays, here as in the database, whichever arrives first, and of one model's
   * the one that was asked for first.
   *
   * <p>A batch goes to the place that its time gives it, which is the head for all but a late one:
   * so the list depends on the batches alone, and not on the order in which they arrive. A batch
   * that is marked, but missing in a list which has room for it, was lost with the list, and comes
   * back.
   *
   * <p>Texts are compared by their bytes: the order of Lua's own comparison is the server's locale.
   */
  private static final String PUSH_ONCE =
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

  public BatchCache(Redis redis) {
    this.redis = redis;
  }

  /**
   * Puts a batch into the list, before all that are older, unless it is there already.
   *
   * @param created in microseconds, as the database keeps it; what is finer is cut off
   * @return whether the list changed
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer; pushing again
   *     is harmless
   */
  public boolean push(Prediction prediction, Instant created) {
    Instant kept = created.truncatedTo(ChronoUnit.MICROS);
    String entry = new String(entry(prediction, kept), StandardCharsets.UTF_8);
    String start = "{\"batch_id\":\"" + prediction.batchId() + "\"";
    return Objects.equals(
        1L,
        redis.run(
            PUSH_ONCE,
            List.of(LIST, SEEN + prediction.batchId()),
            List.of(
                entry,
                rank(prediction, kept),
                start,
                String.valueOf(LONGEST_LIST),
                String.valueOf(SEEN_FOR.toSeconds()))));
  }

  /** Sorts by the model's file name, then by the time; a line break sorts before all of a name. */
  private static String rank(Prediction prediction, Instant created) {
    return "%s\n%020d.%09d"
        .formatted(
            Objects.requireNonNullElse(prediction.modelFileName(), ""),
            created.getEpochSecond(),
            created.getNano());
  }

  private static byte[] entry(Prediction prediction, Instant created) {
    return JsonWriter.write(
        object -> {
          object.text("batch_id", prediction.batchId());
          object.texts("subjects", prediction.subjects());
          object.texts("predictions", prediction.output().stream().map(Verdict::text).toList());
          object.text("created", created);
        });
  }
}
