package dev.aidemo.common.http;

import dev.aidemo.common.json.JsonTree;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Checks values against those parts of JSON Schema that the OpenAPI document uses. */
final class Schemas {
  /** Every keyword that is checked, or only tells something to a reader. */
  private static final Set<String> KNOWN =
      Set.of(
          "$ref",
          "additionalProperties",
          "anyOf",
          "const",
          "default",
          "description",
          "enum",
          "format",
          "items",
          "maxItems",
          "maxLength",
          "maximum",
          "minItems",
          "minimum",
          "pattern",
          "properties",
          "required",
          "type");

  private final Map<String, Object> schemas;
  private final List<String> problems = new ArrayList<>();

  private Schemas(byte[] document) {
    this.schemas = map(map(JsonTree.object(document).get("components")).get("schemas"));
  }

  /** Returns where a value is not as its schema says. */
  static List<String> problems(byte[] document, String schema, String json) {
    var check = new Schemas(document);
    check.check(Map.of("$ref", "#/components/schemas/" + schema), JsonTree.object(bytes(json)), "");
    return check.problems;
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private void check(Object given, Object value, String path) {
    Map<String, Object> schema = resolved(map(given));
    if (!KNOWN.containsAll(schema.keySet())) {
      throw new IllegalArgumentException("unknown keyword in " + schema.keySet());
    }
    if (schema.get("anyOf") instanceof List<?> some) {
      require(some.stream().anyMatch(one -> isValid(one, value)), path, "anyOf");
    }
    if (schema.containsKey("type")) {
      List<Object> types =
          schema.get("type") instanceof List<?> list
              ? List.copyOf(list)
              : List.of(schema.get("type"));
      require(types.stream().anyMatch(type -> isOf(type, value)), path, "type " + types);
    }
    require(!schema.containsKey("const") || value.equals(schema.get("const")), path, "const");
    if (schema.get("enum") instanceof List<?> values) {
      require(values.contains(value), path, "enum");
    }
    if (value instanceof String string && !string.equals("null")) {
      require(
          !(schema.get("pattern") instanceof String form) || string.matches(form), path, "form");
      require(string.length() <= number(schema, "maxLength", 1_000_000), path, "maxLength");
    }
    if (value instanceof BigDecimal number) {
      require(number.doubleValue() >= number(schema, "minimum", -1e300), path, "minimum");
      require(number.doubleValue() <= number(schema, "maximum", 1e300), path, "maximum");
    }
    if (value instanceof List<?> list) {
      require(list.size() >= number(schema, "minItems", 0), path, "minItems");
      require(list.size() <= number(schema, "maxItems", 1e9), path, "maxItems");
      for (int i = 0; schema.containsKey("items") && i < list.size(); i++) {
        check(schema.get("items"), list.get(i), path + "[" + i + "]");
      }
    }
    if (value instanceof Map) {
      object(schema, map(value), path);
    }
  }

  private void object(Map<String, Object> schema, Map<String, Object> object, String path) {
    if (schema.get("required") instanceof List<?> required) {
      required.forEach(name -> require(object.containsKey(name), path + "." + name, "required"));
    }
    Map<String, Object> properties = map(schema.get("properties"));
    object.forEach(
        (name, value) -> {
          if (properties.containsKey(name)) {
            check(properties.get(name), value, path + "." + name);
          } else {
            require(
                !Boolean.FALSE.equals(schema.get("additionalProperties")),
                path + "." + name,
                "unknown");
          }
        });
  }

  private boolean isValid(Object schema, Object value) {
    int before = problems.size();
    check(schema, value, "");
    boolean valid = problems.size() == before;
    problems.subList(before, problems.size()).clear();
    return valid;
  }

  /** {@link JsonTree} reads null as a string. */
  private static boolean isOf(Object type, Object value) {
    return switch (String.valueOf(type)) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String && !value.equals("null");
      case "boolean" -> value instanceof Boolean;
      case "number" -> value instanceof BigDecimal;
      case "integer" -> value instanceof BigDecimal number && number.scale() <= 0;
      case "null" -> value.equals("null");
      default -> throw new IllegalArgumentException("unknown type " + type);
    };
  }

  private Map<String, Object> resolved(Map<String, Object> schema) {
    return schema.get("$ref") instanceof String reference
        ? map(Objects.requireNonNull(schemas.get(reference.replaceFirst(".*/", "")), reference))
        : schema;
  }

  private void require(boolean condition, String path, String rule) {
    if (!condition) {
      problems.add(path + ": " + rule);
    }
  }

  private static double number(Map<String, Object> schema, String keyword, double fallback) {
    return schema.get(keyword) instanceof BigDecimal limit ? limit.doubleValue() : fallback;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object object) {
    return object instanceof Map ? (Map<String, Object>) object : Map.of();
  }
}
