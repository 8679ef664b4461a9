package dev.aidemo.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.RecentBatches;
import dev.aidemo.common.cache.RecentTrainings;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.local.stack.StackVariables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the lists and the champion from Redis, as the predict API does. */
final class CacheReader implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** The API returns this many batches. */
  private static final int MAX_BATCHES = 100;

  private final Redis redis;
  private final RecentBatches batches;
  private final RecentTrainings trainings;
  private final ModelRegister register;

  CacheReader(StackVariables variables) {
    this.redis = new Redis(variables.environment());
    this.batches = new RecentBatches(redis);
    this.trainings = new RecentTrainings(redis);
    this.register = new ModelRegister(redis);
  }

  /** Returns the predictions of the newest batches, in the order of each batch's subjects. */
  Map<UUID, List<String>> predictions() {
    Map<UUID, List<String>> predictions = new HashMap<>();
    for (JsonNode entry : entries(MAX_BATCHES)) {
      List<String> verdicts = new ArrayList<>();
      entry.get("predictions").forEach(verdict -> verdicts.add(verdict.asText()));
      predictions.put(id(entry), verdicts);
    }
    return predictions;
  }

  /** Returns the batch of every entry, more than once if there are several entries. */
  List<UUID> batches() {
    return entries(RecentBatches.MAX_LENGTH).stream().map(CacheReader::id).toList();
  }

  /** Returns the number of trainings. */
  long trainings() {
    return trainings.size();
  }

  /** Returns the file name of the champion, if there is one. */
  Optional<String> champion() {
    return register.champion();
  }

  @Override
  public void close() {
    redis.close();
  }

  private List<JsonNode> entries(int count) {
    List<JsonNode> entries = new ArrayList<>();
    for (String entry : batches.newest(count)) {
      try {
        entries.add(JSON.readTree(entry));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("an entry of Redis list batches is not JSON", e);
      }
    }
    return entries;
  }

  private static UUID id(JsonNode entry) {
    return UUID.fromString(entry.get("batch_id").asText());
  }
}
