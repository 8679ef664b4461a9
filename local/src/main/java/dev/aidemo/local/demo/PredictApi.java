package dev.aidemo.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.local.stack.StackVariables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import redis.clients.jedis.JedisPooled;

/** What the predict API tells its clients, from the same keys of Redis. */
final class PredictApi implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  /** The API shows this many batches. */
  private static final int SHOWN = 100;

  private final JedisPooled redis;

  PredictApi(StackVariables variables) {
    this.redis = new Redis(variables.environment()).client();
  }

  /** The predictions of the latest batches, in the order of each batch's subjects. */
  Map<UUID, List<String>> predictions() {
    Map<UUID, List<String>> predictions = new HashMap<>();
    for (JsonNode entry : entries(SHOWN - 1)) {
      List<String> verdicts = new ArrayList<>();
      entry.get("predictions").forEach(verdict -> verdicts.add(verdict.asText()));
      predictions.put(id(entry), verdicts);
    }
    return predictions;
  }

  /** The batch of every entry in the list, however often it is there. */
  List<UUID> batches() {
    return entries(-1).stream().map(PredictApi::id).toList();
  }

  /** How many trainings are listed. */
  long jobs() {
    return redis.llen("jobs");
  }

  /** The version that serves, if any does. */
  Optional<Long> champion() {
    return Optional.ofNullable(redis.get("model:latest:version")).map(Long::valueOf);
  }

  @Override
  public void close() {
    redis.close();
  }

  private List<JsonNode> entries(long last) {
    List<JsonNode> entries = new ArrayList<>();
    for (String entry : redis.lrange("batches", 0, last)) {
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
