package dev.aidemo.operations.target;

import dev.aidemo.common.config.Environment;
import dev.aidemo.operations.OperationException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the services that a command works on: those of the stack that {@code up} runs here or,
 * without one, those that the environment variables name, which may be Google's.
 *
 * @param variables by name
 */
public record Target(Map<String, String> variables) {
  private static final Map<String, String> DEFAULT_PORTS =
      Map.of("REDISHOST", "6379", "DBHOST", "5432");

  /**
   * Finds the services, and makes sure that those outside Google Cloud listen.
   *
   * @param needed the variables that the command needs
   * @throws OperationException if a variable is not set or a service does not answer
   */
  public static Target of(Workspace workspace, String... needed) {
    var target =
        new Target(
            new EnvironmentFile(workspace.home().resolve("env"))
                .read()
                .orElse(workspace.environment()));
    List<String> absent =
        Arrays.stream(needed).filter(name -> target.value(name).isBlank()).toList();
    if (!absent.isEmpty()) {
      throw new OperationException(
          "no stack is running here: start one with ./ai-demo up, or set "
              + String.join(" and ", absent));
    }
    try {
      target.requireReachable(List.of(needed));
    } catch (OperationException e) {
      throw new OperationException(e.getMessage() + "; start a stack with ./ai-demo up", e);
    }
    return target;
  }

  /** Returns the variables as the clients in {@code common} read them. */
  public Environment environment() {
    return Environment.of(variables);
  }

  /** Returns in words which project it is, and where. */
  public String place() {
    String emulator = value("PUBSUB_EMULATOR_HOST");
    return "project %s %s"
        .formatted(value("PROJECT_ID"), emulator.isBlank() ? "of Google Cloud" : "at " + emulator);
  }

  /** Returns how long an instance of {@code prediction} serves a model before it looks again. */
  public String modelRefreshSeconds() {
    String given = value("MODEL_REFRESH_SECONDS");
    return given.isBlank() ? "60" : given;
  }

  private String value(String name) {
    return variables.getOrDefault(name, "");
  }

  private void requireReachable(List<String> needed) {
    Stream.of("PUBSUB_EMULATOR_HOST", "STORAGE_EMULATOR_HOST")
        .filter(name -> !value(name).isBlank())
        .forEach(name -> Reachable.require(name, value(name)));
    needed.stream()
        .filter(DEFAULT_PORTS::containsKey)
        .forEach(name -> Reachable.require(name, value(name) + ":" + port(name)));
  }

  private String port(String host) {
    String given = value(host.replace("HOST", "PORT"));
    return given.isBlank() ? DEFAULT_PORTS.getOrDefault(host, "") : given;
  }
}
