package dev.aidemo.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the real {@code gcloud}, with a configuration of its own. */
final class Gcloud {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path SCRIPT =
      Checkout.ROOT.resolve("deployment/src/test/resources/gcloud.py");

  private final Path folder;
  private final Path sdk;

  /** Finds the one that is installed; skips the test if there is none. */
  Gcloud(Path folder) {
    this.folder = folder;
    try {
      this.sdk = Tool.find("gcloud").path().toRealPath().getParent().getParent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells how one command ended, and what it printed. */
  record Answer(List<String> command, boolean succeeded, String output) {}

  /** Parses the commands, which checks their flags and values, and runs none. */
  List<Answer> parse(List<List<String>> commands) {
    return all("parse", commands, "");
  }

  /** Runs the commands on an emulator. */
  List<Answer> run(String address, List<List<String>> commands) {
    return all("run", commands, address);
  }

  private List<Answer> all(String verb, List<List<String>> commands, String address) {
    try {
      Path file = folder.resolve("commands");
      Files.write(file, commands.stream().map(Gcloud::json).toList());
      Map<String, String> environment = new HashMap<>();
      environment.put("CLOUDSDK_CONFIG", folder.resolve("configuration").toString());
      if (!address.isEmpty()) {
        environment.put("CLOUDSDK_AUTH_DISABLE_CREDENTIALS", "true");
        environment.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB", "http://" + address + "/");
        environment.put(
            "CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE", "http://" + address + "/storage/v1/");
      }
      List<String> command =
          List.of(python(), "-S", SCRIPT.toString(), sdk.toString(), verb, file.toString());
      return Tool.run(command, folder, environment)
          .lines()
          .filter(line -> line.startsWith("{\"command\""))
          .map(Gcloud::answer)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String python() {
    Path bundled = sdk.resolve("platform/bundledpythonunix/bin/python3");
    return Files.isExecutable(bundled)
        ? bundled.toString()
        : Tool.find("python3").path().toString();
  }

  private static String json(List<String> command) {
    try {
      return JSON.writeValueAsString(command);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(String line) {
    try {
      return JSON.readValue(line, Answer.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
