package dev.aidemo.emulator.storage;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.linecorp.armeria.common.QueryParams;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lists a bucket's objects, page by page.
 *
 * @param after the name that the page before ended with, or empty
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects/list">Objects: list</a>
 */
record Listing(
    String prefix, String delimiter, String startOffset, String endOffset, String after, int max) {
  private static final int MAX_RESULTS = 1000;
  private static final List<String> UNSUPPORTED =
      List.of("matchGlob", "filter", "softDeleted", "includeTrailingDelimiter");

  static Listing of(QueryParams query) {
    for (String option : UNSUPPORTED) {
      if (!"false".equalsIgnoreCase(query.get(option, "false"))) {
        throw StorageException.unimplemented(option);
      }
    }
    return new Listing(
        query.get("prefix", ""),
        query.get("delimiter", ""),
        query.get("startOffset", ""),
        query.get("endOffset", ""),
        name(query.get("pageToken", "")),
        maxResults(query.get("maxResults", "")));
  }

  JsonObject json(Bucket bucket, String address) {
    JsonArray items = new JsonArray();
    Set<String> prefixes = new TreeSet<>();
    JsonObject body = new JsonObject();
    body.addProperty("kind", "storage#objects");
    String last = "";
    for (StoredObject stored : bucket.list(prefix)) {
      String folder = folder(stored.name());
      if (!shows(stored.name()) || (!folder.isEmpty() && folder.compareTo(after) <= 0)) {
        continue;
      }
      if (items.size() + prefixes.size() == max && !prefixes.contains(folder)) {
        body.addProperty("nextPageToken", token(last));
        break;
      }
      if (folder.isEmpty()) {
        items.add(stored.json(address));
        last = stored.name();
      } else {
        prefixes.add(folder);
        last = folder;
      }
    }
    addUnlessEmpty(body, "items", items);
    JsonArray folders = new JsonArray();
    prefixes.forEach(folders::add);
    addUnlessEmpty(body, "prefixes", folders);
    return body;
  }

  private boolean shows(String name) {
    return name.compareTo(after) > 0
        && name.compareTo(startOffset) >= 0
        && (endOffset.isEmpty() || name.compareTo(endOffset) < 0);
  }

  /** Returns the name up to the first delimiter after the prefix, or empty without one. */
  private String folder(String name) {
    int found = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
    return found < 0 ? "" : name.substring(0, found + delimiter.length());
  }

  private static void addUnlessEmpty(JsonObject body, String field, JsonArray values) {
    if (!values.isEmpty()) {
      body.add(field, values);
    }
  }

  private static int maxResults(String given) {
    try {
      int max = given.isEmpty() ? MAX_RESULTS : Integer.parseInt(given);
      if (max > 0) {
        return Math.min(max, MAX_RESULTS);
      }
    } catch (NumberFormatException notANumber) {
      // Rejected below, with the same words.
    }
    throw StorageException.invalid("Invalid value '" + given + "' for maxResults.");
  }

  private static String token(String name) {
    return Base64.getUrlEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String name(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw StorageException.invalid("Invalid pageToken '" + token + "'.");
    }
  }
}
