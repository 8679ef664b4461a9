package dev.aidemo.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.json.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Compares the routes of a function with the OpenAPI document, both ways. */
public final class Described {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private Described() {}

  /** Requires that the document describes the function's routes, and no others of it. */
  public static void require(HttpApi api, String module) throws IOException {
    assertThat(api.routes()).containsExactlyInAnyOrderElementsOf(operations(module));
  }

  private static List<String> operations(String module) throws IOException {
    List<String> operations = new ArrayList<>();
    Map<String, Object> document = JsonTree.object(OpenApi.document());
    object(document, "paths")
        .forEach(
            (path, methods) ->
                map(methods)
                    .forEach(
                        (method, operation) -> {
                          if (METHODS.contains(method) && isOf(module, operation)) {
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + path);
                          }
                        }));
    return operations;
  }

  private static boolean isOf(String module, Object operation) {
    Object tags = map(operation).get("tags");
    return List.of(module).equals(tags) || List.of("both").equals(tags);
  }

  private static Map<String, Object> object(Map<String, Object> parent, String field) {
    return map(Objects.requireNonNull(parent.get(field), field));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object object) {
    return object instanceof Map ? (Map<String, Object>) object : Map.of();
  }
}
