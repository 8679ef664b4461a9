package dev.aidemo.local.stack;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes poison messages as large as Pub/Sub allows, minus what a dead letter adds. */
final class BigMessages {
  private static final int SIZE = 10_000_000 - 200;

  private BigMessages() {}

  /** Returns all of them, by name. */
  static Map<String, byte[]> all() {
    Map<String, String> messages = new LinkedHashMap<>();
    messages.put("a string instead of a UUID", filled("{\"batch_id\":\"", "a", "\"}"));
    messages.put("distinct names", names());
    messages.put("open brackets", filled("", "[", ""));
    messages.put("subjects without end", filled("{\"subjects\":[", "\"a\",", "\"a\"]}"));
    messages.put("rows without end", filled("{\"features\":[", "[1,2,3,4],", "[1,2,3,4]]}"));
    messages.put("ratings without end", filled("{\"ratings\":[", "1,", "1]}"));
    messages.put("an unknown field without end", filled("{\"x\":[", "1,", "1]}"));
    messages.put("an unknown string", filled("{\"x\":\"", "é", "\"}"));
    messages.put("a number", filled("{\"records\":", "9", "}"));
    messages.put("objects in objects", filled("", "{\"x\":", ""));
    messages.put("blanks", filled("", " ", ""));
    messages.put("no JSON", filled("", "x", ""));
    return messages.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                message -> message.getValue().getBytes(StandardCharsets.UTF_8),
                (one, other) -> one,
                LinkedHashMap::new));
  }

  private static String filled(String start, String part, String end) {
    int size = part.getBytes(StandardCharsets.UTF_8).length;
    return start + part.repeat((SIZE - start.length() - end.length()) / size) + end;
  }

  private static String names() {
    return IntStream.range(0, 900_000)
        .mapToObj(i -> "\"" + Integer.toHexString(i) + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
