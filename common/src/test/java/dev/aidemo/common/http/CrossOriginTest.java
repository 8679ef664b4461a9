package dev.aidemo.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossOriginTest {
  private static CrossOrigin allowing(String origins) {
    var environment = Environment.of(Map.of("ALLOWED_ORIGINS", origins));
    var crossOrigin = CrossOrigin.of(environment, "GET", "POST", "OPTIONS");
    environment.check();
    return crossOrigin;
  }

  private static Map<String, String> preflight(
      CrossOrigin crossOrigin, String method, String names) {
    Call call =
        Call.of("OPTIONS", "/notes")
            .header("Origin", "https://one.example")
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", names);
    return crossOrigin.headers(new ApiRequest(call, Map.of()));
  }

  private static Map<String, String> request(CrossOrigin crossOrigin, String origin) {
    Call call = Call.get("/notes").header("Origin", origin);
    return crossOrigin.headers(new ApiRequest(call, Map.of()));
  }

  @Test
  void echoesWhatAPreflightAsksFor() {
    assertThat(preflight(allowing("*"), "POST", "content-type, idempotency-key"))
        .containsEntry("Access-Control-Allow-Origin", "*")
        .containsEntry("Access-Control-Allow-Methods", "POST")
        .containsEntry("Access-Control-Allow-Headers", "content-type, idempotency-key")
        .containsEntry("Access-Control-Max-Age", "300")
        .doesNotContainKey("Access-Control-Allow-Credentials");
  }

  @ParameterizedTest
  @CsvSource({"DELETE, content-type", "POST, x-other"})
  void allowsNothingElse(String method, String header) {
    assertThat(preflight(allowing("*"), method, header)).containsOnlyKeys("Vary");
  }

  @Test
  void isNarrowedToTheAllowedOrigins() {
    var narrowed = allowing("https://one.example, https://two.example");

    assertThat(request(narrowed, "https://two.example"))
        .containsEntry("Access-Control-Allow-Origin", "https://two.example")
        .containsEntry("Vary", "Origin");
    assertThat(request(narrowed, "https://three.example")).containsOnlyKeys("Vary");
  }

  @Test
  void wantsOriginsAndNoPages() {
    assertThatThrownBy(() -> allowing("https://one.example/page"))
        .hasMessageContaining("ALLOWED_ORIGINS must be * or origins like https://example.org");
  }

  @Test
  void isOffWhereNoOtherOriginIsExpected() {
    assertThat(request(CrossOrigin.none(), "https://one.example")).isEmpty();
  }
}
