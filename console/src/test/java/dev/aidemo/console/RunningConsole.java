package dev.aidemo.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aidemo.embedded.PortReservation;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the deployable in the Functions Framework, as the platform does, and calls it over HTTP. */
final class RunningConsole implements AutoCloseable {
  static final String KEY = "an-operator-key-of-32-characters";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DeployedFunction FUNCTION = DeployedFunction.of("console");
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final PortReservation port = PortReservation.take();
  private final Path log;
  private final Process process;
  private final @Nullable String key;

  /** Starts the function and waits until it listens; calls carry the key, if there is one. */
  RunningConsole(String name, Map<String, String> variables, @Nullable String key)
      throws Exception {
    this.key = key;
    this.log = Path.of("target", "console-" + name + ".log");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                "target/invoker/java-function-invoker.jar",
                "--classpath",
                "target/deployable/console.jar",
                "--target",
                FUNCTION.target(),
                "--port",
                Integer.toString(port.port()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.environment().put("JAVA_TOOL_OPTIONS", FUNCTION.limitedJavaOptions());
    this.process = builder.start();
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!port.isListening()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("it does not start: " + log());
      }
      Thread.sleep(25);
    }
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  HttpResponse<String> post(String path, String body) {
    return send("POST", path, body, "Content-Type", "application/json");
  }

  HttpResponse<String> patch(String path, String body) {
    return send("PATCH", path, body, "Content-Type", "application/json");
  }

  HttpResponse<String> delete(String path) {
    return send("DELETE", path, null, "Content-Type", "application/json");
  }

  /** Sends a request, with the key unless the headers have one. */
  HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + path));
    if (key != null && !List.of(headers).contains("Authorization")) {
      request.header("Authorization", "Bearer " + key);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    request.timeout(Duration.ofSeconds(40));
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("received no bytes")) {
        // The server closed the kept connection, because it had not read a body that it refused.
        return send(method, path, body, headers);
      }
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(method + " " + path, e);
    }
  }

  /** Returns the JSON of an answer, which must be 200. */
  static JsonNode json(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new AssertionError(
          response.request().uri() + ": " + response.statusCode() + " " + response.body());
    }
    return tree(response);
  }

  /** Returns the JSON of an answer, whatever its status. */
  static JsonNode tree(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  int port() {
    return port.port();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    port.close();
  }
}
