package dev.aidemo.emulator.storage;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What clients may set of an object's resource. The JSON is never changed.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects#resource">Object
 *     resource</a>
 */
record ObjectMetadata(JsonObject json) {
  private static final List<String> WRITABLE =
      List.of(
          "contentType",
          "contentEncoding",
          "contentDisposition",
          "contentLanguage",
          "cacheControl",
          "customTime",
          "storageClass",
          "metadata");

  /**
   * How much custom metadata an object may have: <a
   * href="https://cloud.google.com/storage/quotas#objects">quotas</a>.
   */
  private static final int MAX_CUSTOM_BYTES = 8 << 10;

  ObjectMetadata {
    if (json.get("metadata") instanceof JsonObject custom) {
      int bytes =
          custom.entrySet().stream()
              .filter(entry -> entry.getValue().isJsonPrimitive())
              .mapToInt(entry -> bytes(entry.getKey()) + bytes(entry.getValue().getAsString()))
              .sum();
      if (bytes > MAX_CUSTOM_BYTES) {
        throw StorageException.invalid(
            "Custom metadata has %d bytes, more than %d.".formatted(bytes, MAX_CUSTOM_BYTES));
      }
    }
  }

  private static int bytes(String string) {
    return string.getBytes(StandardCharsets.UTF_8).length;
  }

  static ObjectMetadata parse(String body) {
    if (body.isBlank()) {
      return new ObjectMetadata(new JsonObject());
    }
    return new ObjectMetadata(object(body));
  }

  static JsonObject object(String body) {
    try {
      JsonElement parsed = JsonParser.parseString(body);
      if (parsed.isJsonObject()) {
        return parsed.getAsJsonObject();
      }
    } catch (JsonParseException e) {
      throw StorageException.invalid("Parse Error: " + e.getMessage());
    }
    throw StorageException.invalid("Parse Error: the body is not a JSON object.");
  }

  /** Returns a string field, or null if it is absent or no string. */
  @Nullable String string(String field) {
    JsonElement value = json.get(field);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
  }

  String contentType() {
    String given = string("contentType");
    return given == null ? "application/octet-stream" : given;
  }

  ObjectMetadata withDefaultContentType(@Nullable String contentType) {
    if (contentType == null || string("contentType") != null) {
      return this;
    }
    JsonObject copy = json.deepCopy();
    copy.addProperty("contentType", contentType);
    return new ObjectMetadata(copy);
  }

  /** Fails if the client sent checksums that the content does not have. */
  void checkAgainst(Checksums actual) {
    check("crc32c", "CRC32C", actual.crc32c());
    check("md5Hash", "MD5 hash", actual.md5());
  }

  private void check(String field, String name, String actual) {
    String expected = string(field);
    if (expected != null && !expected.equals(actual)) {
      throw StorageException.invalid(
          "Provided %s \"%s\" doesn't match calculated %s \"%s\"."
              .formatted(name, expected, name, actual));
    }
  }

  /** Returns the changed metadata: null removes a field or key, custom metadata is merged. */
  ObjectMetadata patched(JsonObject changes) {
    JsonObject copy = json.deepCopy();
    merge(copy, changes);
    return new ObjectMetadata(copy);
  }

  private static void merge(JsonObject target, JsonObject changes) {
    for (Map.Entry<String, JsonElement> change : changes.entrySet()) {
      JsonElement value = change.getValue();
      JsonElement current = target.get(change.getKey());
      if (value.isJsonNull()) {
        target.remove(change.getKey());
      } else if (value.isJsonObject() && current != null && current.isJsonObject()) {
        merge(current.getAsJsonObject(), value.getAsJsonObject());
      } else {
        target.add(change.getKey(), value.deepCopy());
      }
    }
  }

  void copyTo(JsonObject resource) {
    for (String field : WRITABLE) {
      JsonElement value = json.get(field);
      if (value != null && !value.isJsonNull()) {
        resource.add(field, value.deepCopy());
      }
    }
  }
}
