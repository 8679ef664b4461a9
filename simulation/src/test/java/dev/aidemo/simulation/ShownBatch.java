package dev.aidemo.simulation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An entry of the list {@code batches} in Redis. */
record ShownBatch(List<String> subjects, List<String> predictions, Instant created) {
  /** All entries, each of which must be there once. */
  static Map<UUID, ShownBatch> all(World world) {
    Map<UUID, ShownBatch> shown = new HashMap<>();
    for (String text : world.redis().lrange("batches", 0, -1)) {
      JsonObject entry = JsonParser.parseString(text).getAsJsonObject();
      UUID id = UUID.fromString(entry.get("batch_id").getAsString());
      if (shown.put(id, of(entry)) != null) {
        throw new AssertionError("batch " + id + " is in Redis twice");
      }
    }
    return shown;
  }

  private static ShownBatch of(JsonObject entry) {
    return new ShownBatch(
        texts(entry, "subjects"),
        texts(entry, "predictions"),
        Instant.parse(entry.get("created").getAsString()));
  }

  private static List<String> texts(JsonObject entry, String name) {
    return entry.getAsJsonArray(name).asList().stream().map(JsonElement::getAsString).toList();
  }
}
