package dev.aidemo.console;

import static dev.aidemo.console.RunningConsole.KEY;
import static dev.aidemo.console.RunningConsole.json;
import static dev.aidemo.console.RunningConsole.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aidemo.testkit.Services;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that a call needs is there: each says what to look at. Most of them wait a while. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class FailingStoresIT {
  private static RunningConsole console;

  @BeforeAll
  static void startWithoutStores() throws Exception {
    Map<String, String> environment = new HashMap<>(Services.environment());
    environment.put("ACCESS", "key");
    environment.put("OPERATOR_KEYS", KEY);
    // Nobody listens on port 1.
    environment.put("REDISPORT", "1");
    environment.put("DBPORT", "1");
    environment.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:1");
    environment.put("STORAGE_EMULATOR_HOST", "127.0.0.1:1");
    console = new RunningConsole("failing", environment, KEY);
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/overview, DBHOST",
    "GET /api/trainings, DBHOST",
    "GET /api/batches, REDISHOST",
    "GET /api/batches/7f1c2e1a-0d5e-4f57-9a0e-3a1d5c6b7e01, DBHOST|REDISHOST",
    "GET /api/jobs, REDISHOST",
    "GET /api/model, REDISHOST",
    "GET /api/dead-letters, PUBSUB_EMULATOR_HOST",
    "POST /api/dead-letters/1/replay, PUBSUB_EMULATOR_HOST",
    "DELETE /api/dead-letters/1, PUBSUB_EMULATOR_HOST",
    "POST /api/champion/pin, Cloud Storage",
    "DELETE /api/champion/pin, REDISHOST",
    "POST /api/notes, Pub/Sub",
  })
  void saysWhatToLookAt(String call, String named) throws Exception {
    String[] methodAndPath = call.split(" ");
    String body =
        methodAndPath[1].equals("/api/notes")
            ? "{\"subjects\":[\"a\"],\"features\":[[1,2,3,4]]}"
            : "{\"version\":1}";
    HttpResponse<String> answer =
        console.send(methodAndPath[0], methodAndPath[1], body, "Content-Type", "application/json");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(tree(answer).get("status_text").asText()).isEqualTo("Service unavailable");
    assertThat(tree(answer).get("message").asText()).containsPattern(named);
    assertThat(answer.body()).doesNotContain("Exception", "\\tat", "java.");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void healthShowsWhatFails() {
    JsonNode health = json(console.get("/api/health"));

    assertThat(health.get("stores")).hasSize(4);
    for (JsonNode store : health.get("stores")) {
      assertThat(store.get("ok").asBoolean()).as(store.toString()).isFalse();
      assertThat(store.get("message").asText())
          .contains(store.get("name").asText())
          .doesNotContain("Exception");
    }
    assertThat(health.get("subscriptions").isNull()).isTrue();
    assertThat(health.get("subscriptions_message").asText()).contains("Cloud Monitoring");
  }

  @Test
  void whatNeedsNoStoreWorks() {
    for (String path : List.of("/", "/health", "/api/sample", "/api/sample/labels")) {
      assertThat(console.get(path).statusCode()).as(path).isEqualTo(200);
    }
  }
}
