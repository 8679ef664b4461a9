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

/** Reads from Redis what the predict API tells its clients. */
final class PredictApi implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** The API shows this many batches. */
  private static final int SHOWN = 100;

  private final Redis redis;
  private final RecentBatches batches;
  private final RecentTrainings trainings;
  private final ModelRegister register;

  PredictApi(StackVariables variables) {
    this.redis = new Redis(variables.environment());
    this.batches = new RecentBatches(redis);
    this.trainings = new RecentTrainings(redis);
    this.register = new ModelRegister(redis);
  }

  /** The predictions of the latest batches, in the order of each batch's subjects. */
  Map<UUID, List<String>> predictions() {
    Map<UUID, List<String>> predictions = new HashMap<>();
    for (JsonNode entry : entries(SHOWN)) {
      List<String> verdicts = new ArrayList<>();
      entry.get("predictions").forEach(verdict -> verdicts.add(verdict.asText()));
      predictions.put(id(entry), verdicts);
    }
    return predictions;
  }

  /** The batch of every entry in the list, however often it is there. */
  List<UUID> batches() {
    return entries(RecentBatches.MAX_LENGTH).stream().map(PredictApi::id).toList();
  }

  /** How many trainings are listed. */
  long jobs() {
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
        throw new IllegalStateException("Redis list batches holds something else than JSON", e);
      }
    }
    return entries;
  }

  private static UUID id(JsonNode entry) {
    return UUID.fromString(entry.get("batch_id").asText());
  }
}
