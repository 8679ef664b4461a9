package dev.aidemo.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aidemo.common.http.HttpContract;
import dev.aidemo.testkit.Services;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/**
 * Lets tools of others read the OpenAPI document and call the two public APIs. They are Python
 * programs, {@code pip install schemathesis openapi-python-client}; without them the tests are
 * skipped.
 */
@Timeout(400)
class HttpToolsIT {
  private static final Path DOCUMENT =
      Services.projectFolder()
          .resolve("common/src/main/resources/dev/aidemo/common/http/openapi.json");

  @TempDir private Path folder;
  private HttpStack ingest;
  private HttpStack predict;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(
        isInstalled("schemathesis") && isInstalled("openapi-python-client"),
        "skipped without Python: pip install schemathesis openapi-python-client");
    Map<String, String> variables = HttpStack.variables();
    variables.put("MAX_REQUESTS_PER_SECOND", "100000");
    seed(variables);
    Path invoker = BuiltFunctions.DEPLOYABLES.invoker();
    ingest = HttpStack.start("ingest-api", invoker, variables, folder);
    predict = HttpStack.start("predict-api", invoker, variables, folder);
  }

  private static void seed(Map<String, String> variables) {
    try (var redis =
        new Jedis(
            variables.getOrDefault("REDISHOST", ""),
            Integer.parseInt(variables.getOrDefault("REDISPORT", "")))) {
      redis.flushAll();
      for (String list : List.of("batches", "jobs")) {
        String answer = HttpContract.answer(list);
        redis.lpush(list, answer.substring(answer.indexOf('[') + 1, answer.lastIndexOf(']')));
      }
      redis.set("model:latest", "model-0000000013.pb");
      redis.set("model:latest:accuracy", "0.9704");
    }
  }

  @AfterEach
  void stop() {
    for (HttpStack stack : Arrays.asList(ingest, predict)) {
      if (stack != null) {
        stack.close();
      }
    }
  }

  /** Calls each operation with what its schema allows, and with what it does not. */
  @Test
  void noAnswerIsAnErrorOfOursOrOutsideTheDocument() throws Exception {
    fuzz("ingest-api", ingest);
    fuzz("predict-api", predict);
  }

  private void fuzz(String tag, HttpStack stack) throws Exception {
    String output =
        run(
            Map.of(),
            "schemathesis",
            "run",
            stack.url() + "/openapi.json",
            "--url",
            stack.url(),
            "--include-tag",
            tag,
            "--include-tag",
            "both",
            "--phases",
            "examples,coverage,fuzzing",
            // No schema can say that two arrays have the same length.
            "--exclude-checks",
            "positive_data_acceptance",
            "--max-examples",
            "50",
            "--request-timeout",
            "30",
            "--no-color");
    assertThat(output).contains(" generated, ").doesNotContain("Test Phases:\n  ❌");
  }

  @Test
  void aClientThatIsGeneratedFromTheDocumentUnderstandsEveryAnswer() throws Exception {
    Path settings = folder.resolve("client.yaml");
    Files.writeString(
        settings,
        "project_name_override: ai-demo\npackage_name_override: ai_demo\npost_hooks: []\n");
    var unused =
        run(
            Map.of(),
            "openapi-python-client",
            "generate",
            "--path",
            DOCUMENT.toString(),
            "--config",
            settings.toString(),
            "--output-path",
            folder.resolve("ai_demo").toString(),
            "--meta",
            "none");
    String script =
        Services.projectFolder().resolve("local/src/test/resources/http/call.py").toString();
    assertThat(
            run(
                Map.of("PYTHONPATH", folder.toString()),
                python(),
                script,
                ingest.url(),
                predict.url()))
        .contains("the generated client understands every answer");
  }

  /** The interpreter beside the generator has the libraries that the client needs. */
  private static String python() throws IOException {
    String first = Files.readAllLines(find("openapi-python-client").toPath()).get(0);
    return first.startsWith("#!/") ? first.substring(2).split(" ")[0] : "python3";
  }

  private static boolean isInstalled(String program) {
    return find(program).canExecute();
  }

  private static File find(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> new File(directory, program))
        .filter(File::canExecute)
        .findFirst()
        .orElse(new File("not installed"));
  }

  private String run(Map<String, String> variables, String... command) throws Exception {
    Path output = folder.resolve("output.txt");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(180, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).as(Files.readString(output)).isTrue();
    return Files.readString(output);
  }
}
