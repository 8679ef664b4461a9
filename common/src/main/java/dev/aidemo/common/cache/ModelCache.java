package dev.aidemo.common.cache;

import dev.aidemo.common.message.JsonWriter;
import dev.aidemo.common.message.Rank;
import dev.aidemo.common.message.TrainedModel;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
   * The promotion rule, as in {@link Rank}: the champion is the maximum of (holdout generation,
   * accuracy, version, file name), and never below the starter model, which is the second of the
   * ranks that are compared. Versions are compared by their digits, because a number of Lua has 53
   * bits, and names by their bytes, because a comparison of Lua's depends on the server's locale.
   */
  private static final String OFFER =
      """
      local champion, accuracy, generation, version, jobs, marker = unpack(KEYS)
      local ours, starter = {unpack(ARGV, 1, 4)}, {unpack(ARGV, 5, 8)}
      local entry, longest, seconds = unpack(ARGV, 9)
      if redis.call('SET', marker, 1, 'NX', 'EX', seconds) then
        redis.call('LPUSH', jobs, entry)
        redis.call('LTRIM', jobs, 0, longest - 1)
      end
      local function numbers(one, other)
        one, other = tonumber(one) or 0, tonumber(other) or 0
        return one < other and -1 or one > other and 1 or 0
      end
      local function texts(one, other)
        for place = 1, math.min(#one, #other) do
          local order = numbers(one:byte(place), other:byte(place))
          if order ~= 0 then return order end
        end
        return numbers(#one, #other)
      end
      local function digits(one, other)
        local order = numbers(#one, #other)
        return order == 0 and texts(one, other) or order
      end
      local comparisons = {numbers, numbers, digits, texts}
      local function below(theirs)
        for place = 1, 4 do
          local order = comparisons[place](ours[place], theirs[place])
          if order ~= 0 then return order < 0 end
        end
        return false
      end
      if below(starter) then return starter end
      local name = redis.call('GET', champion)
      if name then
        local reigning = redis.call('MGET', generation, accuracy, version)
        for place = 1, 3 do reigning[place] = reigning[place] or '0' end
        reigning[4] = name
        if below(reigning) then return reigning end
      end
      redis.call('MSET', champion, ours[4],
          generation, ours[1], accuracy, ours[2], version, ours[3])
      return {}
      """;

  private static final String LIST_ONCE =
      """
      local jobs, marker = unpack(KEYS)
      local entry, longest, seconds = unpack(ARGV)
      if not redis.call('SET', marker, 1, 'NX', 'EX', seconds) then return 0 end
      redis.call('LPUSH', jobs, entry)
      redis.call('LTRIM', jobs, 0, longest - 1)
      return 1
      """;

  private final Redis redis;

  public ModelCache(Redis redis) {
    this.redis = redis;
  }

  /**
   * Lists a training once, and makes its model the champion if it ranks no lower than the reigning
   * one, nor than the starter model.
   *
   * @return whether the model is the champion now
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer; offering again
   *     is harmless
   */
  public boolean offer(TrainedModel model, Instant created) {
    return offerOrRefuse(model, created).isEmpty();
  }

  /**
   * Does what {@link #offer} does, and says why.
   *
   * @return why the model is not the champion, or nothing if it is
   */
  public Optional<String> offerOrRefuse(TrainedModel model, Instant created) {
    List<String> arguments = new ArrayList<>(arguments(model.rank()));
    arguments.addAll(arguments(Rank.STARTER));
    arguments.add(new String(entry(model, created), StandardCharsets.UTF_8));
    arguments.add(String.valueOf(LONGEST_LIST));
    arguments.add(String.valueOf(SEEN_FOR.toSeconds()));
    List<String> keys =
        List.of(CHAMPION, ACCURACY, GENERATION, VERSION, JOBS, SEEN + model.jobId());
    var better = (List<?>) redis.run(OFFER, keys, arguments);
    return better.isEmpty() ? Optional.empty() : model.rank().refusal(rank(better));
  }

  private static Rank rank(List<?> texts) {
    List<String> rank = texts.stream().map(String::valueOf).toList();
    return new Rank(
        Integer.parseInt(rank.get(0)),
        Double.parseDouble(rank.get(1)),
        Long.parseLong(rank.get(2)),
        rank.get(3));
  }

  private static List<String> arguments(Rank rank) {
    return List.of(
        String.valueOf(rank.generation()),
        new BigDecimal(Double.toString(rank.accuracy())).toPlainString(),
        String.valueOf(rank.version()),
        rank.fileName());
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

  /**
   * Lists a training once, and leaves the champion alone: its model cannot serve any more.
   *
   * @return whether it was not listed before
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer; listing again
   *     is harmless
   */
  public boolean list(TrainedModel model, Instant created) {
    return Objects.equals(
        1L,
        redis.run(
            LIST_ONCE,
            List.of(JOBS, SEEN + model.jobId()),
            List.of(
                new String(entry(model, created), StandardCharsets.UTF_8),
                String.valueOf(LONGEST_LIST),
                String.valueOf(SEEN_FOR.toSeconds()))));
  }

  /**
   * The file name of the champion, pinned or not.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public Optional<String> champion() {
    return Optional.ofNullable(redis.client().get(CHAMPION)).filter(name -> !name.isBlank());
  }

  /**
   * The file name of the pinned model.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public Optional<String> pinned() {
    return Optional.ofNullable(redis.client().get(PINNED)).filter(name -> !name.isBlank());
  }

  /**
   * Lets a model serve whatever the champion is, until it is unpinned. That its file can be loaded
   * is for the caller to know.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer; pinning again
   *     is harmless
   */
  public void pin(String fileName) {
    redis.client().set(PINNED, fileName);
  }

  /**
   * Lets the champion serve again.
   *
   * @return the file name of the model that was pinned, if one was
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public Optional<String> unpin() {
    return Optional.ofNullable(redis.client().getDel(PINNED));
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
          object.text("created", created.truncatedTo(ChronoUnit.MICROS));
        });
  }
}
