package dev.aidemo.common.cache;

import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.promotion.Promotion;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.common.promotion.Rank;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Registers in Redis which model serves: the champion with its rank and, while an operator holds
 * one, the pinned model. {@link PromotionRule} alone decides; the script only makes sure that
 * nobody else decided meanwhile.
 */
public final class ModelRegister {
  /** Each failed attempt means that another model was promoted meanwhile, which is rare. */
  private static final int MAX_ATTEMPTS = 20;

  private static final List<String> RANK_KEYS =
      List.of(
          RedisKeys.CHAMPION_DECISION,
          RedisKeys.CHAMPION_GENERATION,
          RedisKeys.CHAMPION_ACCURACY,
          RedisKeys.CHAMPION_VERSION,
          RedisKeys.CHAMPION);

  /**
   * Writes a champion if the keys still hold what was read. An absent key counts as empty, and an
   * empty value removes it.
   */
  private static final String REPLACE =
      """
      local read, write = {unpack(ARGV, 1, #KEYS)}, {unpack(ARGV, #KEYS + 1)}
      local now = redis.call('MGET', unpack(KEYS))
      for place = 1, #KEYS do
        if (now[place] or '') ~= read[place] then return 0 end
      end
      for place = 1, #KEYS do
        if write[place] == '' then
          redis.call('DEL', KEYS[place])
        else
          redis.call('SET', KEYS[place], write[place])
        end
      end
      return 1
      """;

  private final Redis redis;

  public ModelRegister(Redis redis) {
    this.redis = redis;
  }

  /**
   * Registers the model that serves according to a message, unless a newer decision is registered
   * or, without a decision, it ranks below the reigning one or the starter model. Offering again is
   * harmless.
   *
   * @return how that model compares with the champion of this moment
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   * @throws IllegalStateException if other models were promoted at each attempt
   */
  public Promotion offer(TrainedModel message) {
    return offer(Rank.of(message), registered -> PromotionRule.compare(message, registered));
  }

  /** Registers a model as {@link #offer(TrainedModel)} does, whatever its message decides. */
  public Promotion offer(Rank rank) {
    return offer(rank, registered -> new Promotion(rank, registered.orElse(Rank.STARTER)));
  }

  private Promotion offer(Rank rank, Function<Optional<Rank>, Promotion> compare) {
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      List<String> reigning = read();
      Optional<Rank> registered = rank(reigning);
      Promotion promotion = compare.apply(registered);
      Rank winner = promotion.winner();
      if (winner.isStarter()
          || registered.filter(winner::equals).isPresent()
          || replace(reigning, winner)) {
        return promotion;
      }
    }
    throw new IllegalStateException(
        "other models were promoted while " + rank.fileName() + " was offered");
  }

  /**
   * Replaces the champion by a lower one, or by none, for an operator who knows that it cannot
   * serve.
   *
   * @return false if another champion was registered meanwhile; then nothing changes
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public boolean lower(Rank champion, Optional<Rank> lower) {
    List<String> reigning = read();
    return rank(reigning).filter(champion::equals).isPresent() && replace(reigning, lower);
  }

  /**
   * Returns the champion with what ranks it.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public Optional<Rank> reigning() {
    return rank(read());
  }

  /**
   * Returns the file name of the model to serve: the pinned one, or else the champion.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public Optional<String> served() {
    return redis.ask(client -> client.mget(RedisKeys.PINNED, RedisKeys.CHAMPION)).stream()
        .flatMap(name -> named(name).stream())
        .findFirst();
  }

  /**
   * Returns the file name of the champion, pinned or not.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public Optional<String> champion() {
    return named(redis.ask(client -> client.get(RedisKeys.CHAMPION)));
  }

  /**
   * Returns the rank of the champion, pinned or not.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public Optional<Rank> championRank() {
    return rank(read());
  }

  /**
   * Returns the file name of the pinned model.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public Optional<String> pinned() {
    return named(redis.ask(client -> client.get(RedisKeys.PINNED)));
  }

  /**
   * Lets a model serve, whatever the champion is, until it is unpinned. The caller makes sure that
   * its file can be loaded.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer; pinning again
   *     is harmless
   */
  public void pin(String fileName) {
    redis.ask(client -> client.set(RedisKeys.PINNED, fileName));
  }

  /**
   * Lets the champion serve again.
   *
   * @return the file name of the model that was pinned, if one was
   * @throws redis.clients.jedis.exceptions.JedisException if Redis does not answer
   */
  public Optional<String> unpin() {
    return Optional.ofNullable(redis.ask(client -> client.getDel(RedisKeys.PINNED)));
  }

  private List<String> read() {
    return redis.ask(client -> client.mget(RANK_KEYS.toArray(String[]::new))).stream()
        .map(value -> Objects.requireNonNullElse(value, ""))
        .toList();
  }

  private boolean replace(List<String> read, Rank champion) {
    return replace(read, Optional.of(champion));
  }

  private boolean replace(List<String> read, Optional<Rank> champion) {
    List<String> write = champion.map(ModelRegister::values).orElse(List.of("", "", "", "", ""));
    return Objects.equals(
        1L, redis.run(REPLACE, RANK_KEYS, Stream.concat(read.stream(), write.stream()).toList()));
  }

  private static List<String> values(Rank champion) {
    return List.of(
        Long.toString(champion.decision()),
        Integer.toString(champion.generation()),
        new BigDecimal(Double.toString(champion.accuracy())).toPlainString(),
        Long.toString(champion.version()),
        champion.fileName());
  }

  /**
   * Reads a rank. A number that another program left out or wrote wrongly counts as 0, because no
   * model would ever outrank an accuracy of 97.
   */
  private static Optional<Rank> rank(List<String> read) {
    return named(read.get(4))
        .map(
            fileName ->
                new Rank(
                    number(read.get(0), Long.MAX_VALUE).longValue(),
                    number(read.get(1), Integer.MAX_VALUE).intValue(),
                    number(read.get(2), 1).doubleValue(),
                    number(read.get(3), Long.MAX_VALUE).longValue(),
                    fileName));
  }

  private static BigDecimal number(String string, long max) {
    try {
      var number = new BigDecimal(string);
      boolean inRange = number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(max)) <= 0;
      return inRange ? number : BigDecimal.ZERO;
    } catch (NumberFormatException e) {
      return BigDecimal.ZERO;
    }
  }

  private static Optional<String> named(@Nullable String fileName) {
    return Optional.ofNullable(fileName).filter(name -> !name.isBlank());
  }
}
