package dev.aidemo.common.cache;

import dev.aidemo.common.message.JsonWriter;
import dev.aidemo.common.message.TrainedModel;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The champion and the list of trainings: {@code model:latest} and {@code model:latest:accuracy}
 * are what others read; {@code model:latest:generation} and {@code model:latest:version} complete
 * the champion's rank; {@code model:pinned}, set by hand, overrules it; {@code jobs} is the list,
 * newest first, and {@code jobs:seen:ID} marks a training that was pushed.
 */
public final class ModelCache {
  private static final String CHAMPION = "model:latest";
  private static final String PINNED = "model:pinned";
  private static final String ACCURACY = "model:latest:accuracy";
  private static final String GENERATION = "model:latest:generation";
  private static final String VERSION = "model:latest:version";
  private static final String JOBS = "jobs";
  private static final String SEEN = "jobs:seen:";
  private static final int LONGEST_LIST = 1000;

  /** Longer than any message is kept, dead letters included. */
  private static final Duration SEEN_FOR = Duration.ofDays(8);

  /**
   * The promotion rule: the champion is the maximum of (holdout generation, accuracy, version). A
   * maximum does not depend on the order of arrival, nor on repetition.
   */
  private static final String OFFER =
      """
      local champion, accuracy, generation, version, jobs, marker = unpack(KEYS)
      local file, entry, longest, seconds = ARGV[1], ARGV[5], ARGV[6], ARGV[7]
      if redis.call('SET', marker, 1, 'NX', 'EX', seconds) then
        redis.call('LPUSH', jobs, entry)
        redis.call('LTRIM', jobs, 0, longest - 1)
      end
      local reigning = redis.call('MGET', generation, accuracy, version)
      if redis.call('EXISTS', champion) == 1 then
        for rank = 1, 3 do
          local ours, theirs = tonumber(ARGV[rank + 1]), tonumber(reigning[rank] or 0)
          if ours < theirs then return 0 end
          if ours > theirs then break end
        end
      end
      redis.call('MSET', champion, file,
          generation, ARGV[2], accuracy, ARGV[3], version, ARGV[4])
      return 1
      """;

  private final Redis redis;

  public ModelCache(Redis redis) {
    this.redis = redis;
  }

  /**
   * Lists a training once, and makes its model the champion if it ranks no lower than the reigning
   * one.
   *
   * @return whether the model is the champion now
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer; offering again
   *     is harmless
   */
  public boolean offer(TrainedModel model, Instant created) {
    String accuracy = new BigDecimal(Double.toString(model.accuracy())).toPlainString();
    return Objects.equals(
        1L,
        redis.run(
            OFFER,
            List.of(CHAMPION, ACCURACY, GENERATION, VERSION, JOBS, SEEN + model.jobId()),
            List.of(
                model.modelFileName(),
                String.valueOf(model.generation()),
                accuracy,
                String.valueOf(model.version()),
                new String(entry(model, created), StandardCharsets.UTF_8),
                String.valueOf(LONGEST_LIST),
                String.valueOf(SEEN_FOR.toSeconds()))));
  }

  /**
   * The file name of the model to serve: the pinned one, or else the champion.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public Optional<String> served() {
    List<String> names = redis.client().mget(PINNED, CHAMPION);
    return names.stream().filter(name -> name != null && !name.isBlank()).findFirst();
  }

  private static byte[] entry(TrainedModel model, Instant created) {
    return JsonWriter.write(
        object -> {
          object.text("job_id", model.jobId());
          object.text("model_file_name", model.modelFileName());
          object.number("records", model.records());
          object.number("accuracy", model.accuracy());
          object.number("data_prep_time", model.dataPrepTime());
          object.number("training_time", model.trainingTime());
          object.number("testing_time", model.testingTime());
          object.text("created", created);
        });
  }
}
