package dev.aidemo.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private final Routes routes = new Routes();

  RoutesTest() {
    for (String route :
        List.of("GET /", "GET /batches", "GET /batches/{id}", "PATCH /batches/{id}")) {
      String[] parts = route.split(" ");
      routes.add(new Route(parts[0], parts[1], request -> Answer.empty(200), false));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, /",
    "GET, /batches, /batches",
    "GET, /batches/, /batches",
    "GET, /batches/7, /batches/{id}",
    "PATCH, /batches/7/, /batches/{id}",
  })
  void findsTheRouteWithASlashAtTheEndOrWithout(String method, String path, String template) {
    assertThat(routes.find(method, path).route().template()).isEqualTo(template);
    assertThat(routes.find(method, path).route().method()).isEqualTo(method);
  }

  @Test
  void findsTheParametersOfThePath() {
    assertThat(routes.find("GET", "/batches/7").parameters()).isEqualTo(Map.of("id", "7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "//", "/batch", "/batches/7/8", "/batches//", "//batches", "/Batches"})
  void knowsNoOtherPath(String path) {
    assertThat(routes.find("GET", path).route().template()).isEqualTo("unknown path");
  }

  @Test
  void tellsWhichMethodsAPathHas() {
    Routes.Match match = routes.find("DELETE", "/batches/7");

    assertThat(match.route().template()).isEqualTo("another method");
    assertThat(HttpProblem.noMethod("GET, PATCH").answer().headers())
        .containsEntry("Allow", "GET, PATCH");
  }
}
