package dev.aidemo.common.cache;

import dev.aidemo.common.message.JsonWriter;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
  private static final int LONGEST_LIST = 1000;

  /** Longer than any message is kept, dead letters included. */
  private static final Duration SEEN_FOR = Duration.ofDays(8);

  /**
   * A request that was delivered twice can have two verdicts, if the model changed in between. The
   * older model's one stays, here as in the database, whichever arrives first, and of one model's
   * the one that was asked for first.
   */
  private static final String PUSH_ONCE =
      """
      local list, marker = KEYS[1], KEYS[2]
      local entry, rank, start, longest, seconds = unpack(ARGV)
      local seen = redis.call('GET', marker)
      if not seen then
        redis.call('LPUSH', list, entry)
        redis.call('LTRIM', list, 0, longest - 1)
      elseif rank < seen then
        for index, other in ipairs(redis.call('LRANGE', list, 0, -1)) do
          if string.sub(other, 1, #start) == start then
            redis.call('LSET', list, index - 1, entry)
            break
          end
        end
      else
        return 0
      end
      redis.call('SET', marker, rank, 'EX', seconds)
      return 1
      """;

  private final Redis redis;

  public BatchCache(Redis redis) {
    this.redis = redis;
  }

  /**
   * Puts a batch at the head of the list, unless it is there already.
   *
   * @return whether the list changed
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer; pushing again
   *     is harmless
   */
  public boolean push(Prediction prediction, Instant created) {
    String entry = new String(entry(prediction, created), StandardCharsets.UTF_8);
    String start = "{\"batch_id\":\"" + prediction.batchId() + "\"";
    return Objects.equals(
        1L,
        redis.run(
            PUSH_ONCE,
            List.of(LIST, SEEN + prediction.batchId()),
            List.of(
                entry,
                rank(prediction, created),
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
