package dev.aidemo.common.cache;

import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.json.JsonReader;
import dev.aidemo.common.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps a list of JSON entries in Redis, each id once, the newest first, bounded in entries and in
 * bytes. Nothing expires: whether an entry is listed is decided by the list alone.
 *
 * <p>A hash beside the list has the length and the rank of each entry, and the bytes of all, so
 * that an entry is found without reading the others. If one of the two keys was evicted, they no
 * longer have equally many members, and the hash is made again from the list.
 */
final class RecentList {
  private static final Logger logger = Logger.getLogger(RecentList.class.getName());

  /** How many entries are read at once, to find those before a time. */
  private static final int CHUNK = 100;

  /** Bounds the memory of a list; a batch of 100,000 subjects takes 2 MB. */
  private static final int MAX_BYTES = 16 << 20;

  /**
   * Strings are compared by their bytes, because Lua's own comparison depends on the server's
   * locale. Times are read with a zone and without, because earlier versions wrote a {@code Z}.
   */
  private static final String ADD =
      """
      local list, index = KEYS[1], KEYS[2]
      local id_field, entry, max_length, max_bytes, replaces = unpack(ARGV)
      max_length, max_bytes = tonumber(max_length), tonumber(max_bytes)
      replaces = replaces == 'true'

      local function below(one, other)
        for place = 1, math.min(#one, #other) do
          local ours, theirs = one:byte(place), other:byte(place)
          if ours ~= theirs then return ours < theirs end
        end
        return #one < #other
      end
      local function id_of(other)
        return string.match(other, '^{"' .. id_field .. '": ?"([^"]+)"') or ''
      end
      local function time_of(other)
        local seconds, fraction =
            string.match(string.sub(other, -60), '"created": ?"(%d+%-%d+%-%d+T%d+:%d+:%d+)%.?(%d*)Z?"}$')
        return seconds and seconds .. '.' .. fraction .. string.rep('0', 9 - #fraction) or ''
      end
      local function rank_of(other)
        local tail = string.sub(other, -400)
        local model = string.match(tail, '"model_file_name":"([^"]*)","created":"[^"]*"}$') or ''
        return model .. '\\n' .. time_of(other)
      end
      local function content_of(other)
        return string.match(string.sub(other, -500), '"content":"(%x*)"') or ''
      end
      local function place(other) return time_of(other) .. '\\n' .. id_of(other) end

      local function remember(other)
        redis.call('HSET', index, id_of(other),
            #other .. ' ' .. content_of(other) .. ' ' .. rank_of(other))
        redis.call('HINCRBY', index, 'bytes', #other)
      end
      local function forget(other)
        redis.call('HDEL', index, id_of(other))
        redis.call('HINCRBY', index, 'bytes', -#other)
      end

      local id = id_of(entry)
      local size = redis.call('LLEN', list)
      if redis.call('HLEN', index) ~= size + 1 then
        local entries = redis.call('LRANGE', list, 0, -1)
        redis.call('DEL', list, index)
        redis.call('HSET', index, 'bytes', 0)
        for _, other in ipairs(entries) do
          if redis.call('HEXISTS', index, id_of(other)) == 0 then
            redis.call('RPUSH', list, other)
            remember(other)
          end
        end
        size = redis.call('LLEN', list)
      end

      local listed = redis.call('HGET', index, id)
      if listed then
        local length, content, rank = string.match(listed, '^(%d+) (%x*) (.*)$')
        local is_other = content ~= '' and content ~= content_of(entry)
        if is_other and not replaces then return 2 end
        if not is_other and not below(rank_of(entry), rank) then return 0 end
        for position = 0, size - 1 do
          local other = redis.call('LINDEX', list, position)
          if #other == tonumber(length) and id_of(other) == id then
            redis.call('LREM', list, 1, other)
            forget(other)
            size = size - 1
            break
          end
        end
      end

      local ours = place(entry)
      local position, older = 0, nil
      while position < size do
        local other = redis.call('LINDEX', list, position)
        if below(place(other), ours) then older = other break end
        position = position + 1
      end
      if not older then
        redis.call('RPUSH', list, entry)
      elseif position == 0 then
        redis.call('LPUSH', list, entry)
      else
        redis.call('LINSERT', list, 'BEFORE', older, entry)
      end
      remember(entry)
      while redis.call('LLEN', list) > max_length
          or tonumber(redis.call('HGET', index, 'bytes')) > max_bytes
          and redis.call('LLEN', list) > 1 do
        forget(redis.call('RPOP', list))
      end
      return redis.call('HEXISTS', index, id)
      """;

  private final Redis redis;
  private final String key;
  private final String idField;
  private final int maxLength;

  /**
   * Describes a list.
   *
   * @param idField the first field of each entry, which identifies it
   */
  RecentList(Redis redis, String key, String idField, int maxLength) {
    this.redis = redis;
    this.key = key;
    this.idField = idField;
    this.maxLength = maxLength;
  }

  /** Writes an entry. */
  static String entry(JsonWriter.Fields fields) {
    return new String(JsonWriter.write(fields), StandardCharsets.UTF_8);
  }

  /** Tells what became of an entry. */
  enum Outcome {
    /** It was listed already, or is older than everything in a full list. */
    UNCHANGED,
    /** It is listed now. */
    LISTED,
    /** Another content is listed under its id, and stays. */
    OTHER_CONTENT
  }

  /**
   * Lists an entry in the order of time, unless it is listed already, or older than everything in a
   * full list.
   *
   * @param entry a JSON object that begins with the id and ends with {@code content}, {@code
   *     model_file_name} and {@code created}, of which the first two may be absent; of two entries
   *     with one id, that of the model whose file name is lower stays, and of one model's, the
   *     earlier one
   * @param replaces whether the entry replaces another content under its id
   */
  Outcome add(String entry, boolean replaces) {
    Object outcome =
        redis.run(
            ADD,
            List.of(key, RedisKeys.index(key)),
            List.of(
                idField,
                entry,
                String.valueOf(maxLength),
                String.valueOf(MAX_BYTES),
                String.valueOf(replaces)));
    return Outcome.values()[((Long) outcome).intValue()];
  }

  List<String> newest(int count) {
    return range(0, count);
  }

  /**
   * Returns entries in the order of the list. One that is no such entry is left out, because others
   * can write to the list too.
   *
   * @param before leaves out what was created then or later
   */
  <T> List<T> page(
      int limit,
      Optional<Instant> before,
      Function<JsonReader, T> read,
      Function<T, Instant> created) {
    return entries(Math.min(limit, CHUNK), read)
        .filter(entry -> before.isEmpty() || created.apply(entry).isBefore(before.get()))
        .limit(limit)
        .toList();
  }

  /** Returns the first entry that matches. Reads the list only as far as that. */
  <T> Optional<T> first(Function<JsonReader, T> read, Predicate<T> matches) {
    return entries(CHUNK, read).filter(matches).findFirst();
  }

  /**
   * Tells, without reading the list, that an id is not listed. It may be if its list has no index,
   * because an earlier version wrote it, or the index was evicted.
   */
  boolean lacks(String id) {
    String index = RedisKeys.index(key);
    return redis.ask(client -> !client.hexists(index, id) && client.exists(index));
  }

  /** Reads so many entries at once, and the next ones only if they are asked for. */
  private <T> Stream<T> entries(int atOnce, Function<JsonReader, T> read) {
    return Stream.iterate(0, first -> first < maxLength, first -> first + atOnce)
        .map(first -> range(first, atOnce))
        .takeWhile(entries -> !entries.isEmpty())
        .flatMap(List::stream)
        .flatMap(entry -> read(entry, read).stream());
  }

  private <T> Optional<T> read(String entry, Function<JsonReader, T> read) {
    try {
      return Optional.of(JsonReader.read(entry.getBytes(StandardCharsets.UTF_8), read));
    } catch (PoisonMessageException e) {
      logger.warning(() -> "An entry of " + key + " is left out: " + e.getMessage());
      return Optional.empty();
    }
  }

  long size() {
    return redis.ask(client -> client.llen(key));
  }

  private List<String> range(int first, int count) {
    return redis.ask(client -> client.lrange(key, first, first + count - 1));
  }
}
