package dev.aidemo.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests with shellcheck and Terraform, if they are installed. */
@Timeout(120)
class ToolsIT {
  @TempDir private Path folder;

  @Test
  void shellcheckFindsNothing() throws Exception {
    Tool shellcheck = Tool.find("shellcheck");
    List<String> command =
        new ArrayList<>(List.of(shellcheck.path().toString(), "-x", "deploy.sh"));
    try (Stream<Path> parts = Files.list(Checkout.ROOT.resolve("deploy"))) {
      parts.map(Path::toString).forEach(command::add);
    }
    assertThat(Tool.run(command, Checkout.ROOT, Map.of())).isEmpty();
  }

  @Test
  void terraformFindsItsFilesFormatted() {
    String terraform = Tool.find("terraform").path().toString();
    Path config = Checkout.ROOT.resolve("config");
    assertThat(Tool.run(List.of(terraform, "fmt", "-check", "-diff"), config, environment()))
        .doesNotContain("@@");
  }

  /** Evaluates what needs no provider, and compares it with what plan prints. */
  @Test
  void terraformDeploysEachFunctionAsPlanDoes() throws Exception {
    String terraform = Tool.find("terraform").path().toString();
    Checkout checkout = Checkout.quickIn(folder);
    String settings =
        """
        PROJECT_ID: "demo-project"
        BUCKET: "demo-project-models"
        REDISHOST: "10.1.0.3"
        DBHOST: "10.1.0.4"
        DBPOOLER: "true"
        REDISAUTH_SECRET: "redis-auth"
        MAX_EVENT_AGE_SECONDS: "3600"
        MODEL_REFRESH_SECONDS: "30"
        TRAINING_JAVA_TOOL_OPTIONS: "-Xss1m"
        CONSOLE_ACCESS: "key"
        ALLOWED_ORIGINS: "https://a.example,https://b.example"
        """;
    checkout.settings(settings);
    List<List<String>> plan = Plan.of(checkout.run("plan").output()).commands();
    Path module = folder.resolve("terraform");
    Files.createDirectory(module);
    for (String file : List.of("functions.tf", "functions.csv", "defaults.yaml")) {
      Files.copy(Checkout.ROOT.resolve("config").resolve(file), module.resolve(file));
    }
    Files.writeString(module.resolve("settings.yaml"), settings);

    Map<String, JsonNode> functions = evaluate(terraform, module, "local.functions");

    assertThat(functions).hasSameSizeAs(DeployedFunction.all());
    functions.forEach(
        (name, function) -> {
          List<String> deploy =
              plan.stream()
                  .filter(words -> words.subList(0, 3).equals(List.of("functions", "deploy", name)))
                  .findFirst()
                  .orElseThrow();
          assertThat(deploy)
              .contains(
                  "--entry-point=" + function.path("entry_point").asText(),
                  function.path("trigger").asText().equals("http")
                      ? "--trigger-http"
                      : "--trigger-topic=" + function.path("trigger").asText(),
                  function.path("open").asBoolean()
                      ? "--allow-unauthenticated"
                      : "--no-allow-unauthenticated",
                  "--memory=" + function.path("memory").asText() + "B",
                  "--timeout=" + function.path("timeout").asText() + "s",
                  "--max-instances=" + function.path("max_instances").asText(),
                  "--set-env-vars=^|^" + pairs(function.path("variables"), "|", ""))
              .anyMatch(
                  flag ->
                      sorted(flag)
                              .equals("--set-secrets=" + pairs(function.path("secrets"), ",", ":1"))
                          || flag.equals("--clear-secrets") && function.path("secrets").isEmpty());
        });
    assertThat(evaluate(terraform, module, "local.publishers")).hasSize(20);
    assertThat(evaluate(terraform, module, "local.bucket_users")).hasSize(3);
    assertThat(evaluate(terraform, module, "local.secret_readers")).hasSize(13);
  }

  private static String sorted(String flag) {
    String[] pairs = flag.replaceFirst("^--set-secrets=", "").split(",");
    Arrays.sort(pairs);
    return "--set-secrets=" + String.join(",", pairs);
  }

  private static String pairs(JsonNode object, String separator, String suffix) {
    Map<String, String> sorted = new TreeMap<>();
    object.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue().asText()));
    return String.join(
        separator,
        sorted.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + suffix)
            .toList());
  }

  private Map<String, JsonNode> evaluate(String terraform, Path module, String expression)
      throws Exception {
    String output =
        Tool.run(
            List.of(
                "/bin/sh",
                "-c",
                "echo 'jsonencode("
                    + expression
                    + ")' | \"$0\" console -var settings_file=settings.yaml",
                terraform),
            module,
            environment());
    String json = output.lines().filter(line -> line.startsWith("\"")).findFirst().orElseThrow();
    var mapper = new JsonMapper();
    Map<String, JsonNode> result = new TreeMap<>();
    mapper
        .readTree(mapper.readValue(json, String.class))
        .properties()
        .forEach(entry -> result.put(entry.getKey(), entry.getValue()));
    return result;
  }

  private static Map<String, String> environment() {
    return Map.of("CHECKPOINT_DISABLE", "1");
  }
}
