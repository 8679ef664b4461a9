package dev.aidemo.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aidemo.embedded.GoogleServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the real {@code gcloud} says of the commands, where it is installed. No network is needed. */
@Timeout(120)
class GcloudIT {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  @Test
  void parsesEachCommandThatPlanPrints() throws Exception {
    Path sdk = Tool.find("gcloud").path().toRealPath().getParent().getParent();
    Checkout checkout = Checkout.quickIn(folder);
    List<List<String>> commands =
        new ArrayList<>(Plan.of(checkout.run("plan").output()).commands());
    checkout.run("up", "--with-data-services");
    for (String command : List.of("doctor", "status")) {
      checkout.run(command);
    }
    checkout.run("down", "--yes", "--delete-data");
    checkout.calls(false).forEach(call -> commands.add(recorded(call)));
    checkout.calls(true).stream()
        .filter(call -> call.contains(" delete ") || call.contains(" rm ") || call.contains("remove"))
        .forEach(call -> commands.add(recorded(call)));
    commands.add(List.of("pubsub", "topics", "create", "request", "--no-such-flag"));

    String said =
        Tool.run(
            List.of(python(sdk), "-S", parser(), sdk.toString()),
            folder,
            Map.of("CLOUDSDK_CONFIG", folder.resolve("config-of-gcloud").toString()),
            json(commands));

    assertThat(said.lines().filter(line -> line.startsWith("REFUSED")))
        .as("the last one is a probe")
        .singleElement()
        .asString()
        .contains("--no-such-flag");
    assertThat(said).contains("PARSED " + (commands.size() - 1));
  }

  /** A recorded call has lost its quotes: the only words with blanks are formats and names. */
  private static List<String> recorded(String call) {
    return Plan.words(
        call.replaceAll("(--format=value.*)( --project=)", "'$1'$2")
            .replaceAll("(--set-env-vars=.*?)( --)", "'$1'$2")
            .replaceAll("(--display-name=.*?)( --)", "'$1'$2"));
  }

  @Test
  void runsThePubSubAndStorageCommandsOnTheLocalServices() {
    Tool gcloud = Tool.find("gcloud");
    try (GoogleServer server = GoogleServer.start(0)) {
      Map<String, String> environment = new HashMap<>();
      environment.put("CLOUDSDK_CONFIG", folder.resolve("config-of-gcloud").toString());
      environment.put("CLOUDSDK_AUTH_DISABLE_CREDENTIALS", "true");
      String address = "http://" + server.address() + "/";
      environment.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB", address);
      environment.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE", address + "storage/v1/");
      System.out.println(environment + gcloud.path().toString());
    }
  }

  private static String json(List<List<String>> commands) {
    var lines = new StringBuilder();
    commands.forEach(
        command -> {
          try {
            lines.append(JSON.writeValueAsString(command)).append('\n');
          } catch (JsonProcessingException e) {
            throw new AssertionError(e);
          }
        });
    return lines.toString();
  }

  private static String parser() {
    return Checkout.ROOT.resolve("deployment/src/test/resources/parse.py").toString();
  }

  private static String python(Path sdk) throws IOException {
    Path bundled = sdk.resolve("platform/bundledpythonunix/bin/python3");
    return bundled.toFile().canExecute() ? bundled.toString() : Tool.find("python3").path().toString();
  }
}
