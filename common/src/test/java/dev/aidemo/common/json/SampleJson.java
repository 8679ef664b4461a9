package dev.aidemo.common.json;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds a JSON object field by field; the values are JSON themselves, valid or not. */
public record SampleJson(Map<String, String> fields) {
  /** Builds an object of names and values in turn. */
  public static SampleJson of(String... namesAndValues) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new SampleJson(fields);
  }

  /** Returns the object with another value for a field, or with another field. */
  public SampleJson with(String field, String json) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.put(field, json);
    return new SampleJson(changed);
  }

  /** Returns the object without a field. */
  public SampleJson without(String field) {
    Map<String, String> changed = new LinkedHashMap<>(fields);
    changed.remove(field);
    return new SampleJson(changed);
  }

  /** Returns the object in UTF-8. */
  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\": " + field.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
