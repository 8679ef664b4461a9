package dev.aidemo.console;

import static dev.aidemo.console.RunningConsole.KEY;
import static dev.aidemo.console.RunningConsole.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.aidemo.testkit.Services;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may call: nobody unless the deployment says who. */
@Timeout(120)
class AccessIT {
  private static final List<String> CALLS =
      List.of(
          "POST /api/notes",
          "GET /api/batches",
          "GET /api/batches/7f1c2e1a-0d5e-4f57-9a0e-3a1d5c6b7e01",
          "PATCH /api/batches/7f1c2e1a-0d5e-4f57-9a0e-3a1d5c6b7e01",
          "GET /api/jobs",
          "GET /api/model",
          "GET /api/overview",
          "GET /api/sample",
          "GET /api/sample/labels",
          "GET /api/trainings",
          "POST /api/champion/pin",
          "DELETE /api/champion/pin",
          "GET /api/health",
          "GET /api/dead-letters",
          "POST /api/dead-letters/1/replay",
          "DELETE /api/dead-letters/1");

  private final Map<String, String> environment = new HashMap<>(Services.environment());

  @Test
  void everyCallIsOffUntilTheDeploymentSaysWhoMayCall() throws Exception {
    try (var console = new RunningConsole("off", environment, KEY)) {
      for (String call : CALLS) {
        HttpResponse<String> answer = call(console, call);

        assertThat(answer.statusCode()).as(call).isEqualTo(403);
        assertThat(tree(answer).get("message").asText()).contains("ACCESS", "OPERATOR_KEYS");
      }
      assertThat(console.get("/").statusCode()).isEqualTo(200);
      assertThat(console.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everyCallNeedsAValidKey() throws Exception {
    environment.put("ACCESS", "key");
    environment.put("OPERATOR_KEYS", KEY + "\n" + "b".repeat(32));
    try (var console = new RunningConsole("key", environment, null)) {
      for (String call : CALLS) {
        for (String authorization :
            List.of("", "Bearer " + KEY + "x", "Bearer ", "Basic " + KEY, KEY, "Bearer null")) {
          HttpResponse<String> answer = call(console, call, "Authorization", authorization);

          assertThat(answer.statusCode()).as(call + " " + authorization).isEqualTo(401);
          assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
          assertThat(tree(answer).get("message").asText()).contains("Authorization: Bearer KEY");
          assertThat(answer.body()).doesNotContain(KEY);
        }
      }
      for (String key : List.of(KEY, "b".repeat(32))) {
        assertThat(call(console, "GET /api/sample", "Authorization", "Bearer " + key).statusCode())
            .isEqualTo(200);
      }
      assertThat(console.get("/").statusCode()).isEqualTo(200);
      assertThat(console.log()).doesNotContain(KEY, "b".repeat(32));
    }
  }

  @Test
  void leavesTheCheckToThePlatformIfItIsTold() throws Exception {
    environment.put("ACCESS", "iam");
    try (var console = new RunningConsole("iam", environment, null)) {
      assertThat(console.get("/api/sample").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void isNeverPublic() {
    environment.put("ACCESS", "public");

    assertThat(catchThrowable(this::start))
        .hasMessageContaining("ACCESS must be iam or key, got \"public\"");
  }

  private void start() throws Exception {
    new RunningConsole("public", environment, null).close();
  }

  private static HttpResponse<String> call(RunningConsole console, String call, String... headers) {
    String[] methodAndPath = call.split(" ");
    return headers.length == 0
        ? console.send(methodAndPath[0], methodAndPath[1], "{}", "Content-Type", "application/json")
        : console.send(
            methodAndPath[0],
            methodAndPath[1],
            "{}",
            "Content-Type",
            "application/json",
            headers[0],
            headers[1]);
  }
}
