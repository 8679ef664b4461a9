package dev.aidemo.local.stack;

import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Runs a deployed HTTP function, and calls it over a real connection. */
final class HttpStack implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final FunctionProcess process;

  private HttpStack(FunctionProcess process) {
    this.process = process;
  }

  /** Returns the variables of functions that everybody may call. */
  static Map<String, String> variables() throws SQLException {
    Map<String, String> variables = new HashMap<>(Services.readOnly(Services.environment()));
    variables.put("ACCESS", "public");
    return variables;
  }

  /** Starts a function, and waits until it listens. */
  static HttpStack start(String module, Path invoker, Map<String, String> variables, Path logs) {
    var stack =
        new HttpStack(BuiltFunctions.start(DeployedFunction.of(module), invoker, variables, logs));
    stack.process.awaitReady();
    return stack;
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  HttpResponse<String> json(String method, String path, String json) throws Exception {
    return send(method, path, BodyPublishers.ofString(json), "Content-Type", "application/json");
  }

  HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
      throws Exception {
    return CLIENT.send(request(method, path, body, headers), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String path, String... headers) throws Exception {
    return CLIENT.send(
        request("GET", path, BodyPublishers.noBody(), headers), BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(Duration.ofMinutes(1))
            .method(method, body);
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  String url() {
    return process.endpoint().replaceFirst("/$", "");
  }

  /** Returns how much memory the process needed at most, 0 if this machine does not tell. */
  long peakKilobytes() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    process.close();
  }
}
