package dev.aidemo.operations.services;

import dev.aidemo.common.config.Environment;
import dev.aidemo.operations.OperationException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Names the services that a command works on: those of a local stack or of a project on Google
 * Cloud.
 *
 * @param variables environment variables, as the functions read them
 */
public record Target(Map<String, String> variables) {
  private static final Map<String, String> DEFAULT_PORTS =
      Map.of("REDISHOST", "6379", "DBHOST", "5432");

  /**
   * Returns the local stack that is running or, without one, what the environment names.
   *
   * @param stackFolder the folder in which the local stack keeps its files
   */
  public static Target find(Path stackFolder, Map<String, String> environment) {
    return new Target(EnvironmentFile.in(stackFolder).read().orElse(environment));
  }

  /**
   * Checks that the variables are set and that the services outside Google Cloud listen.
   *
   * @return this target
   * @throws OperationException if not; the message says which
   */
  public Target require(String... names) {
    List<String> absent = Arrays.stream(names).filter(name -> value(name).isBlank()).toList();
    if (!absent.isEmpty()) {
      throw new OperationException(
          "no stack is running here: start one with ./ai-demo up, or set "
              + String.join(", ", absent));
    }
    try {
      requireReachable(names);
    } catch (OperationException e) {
      throw new OperationException(e.getMessage() + "; start a stack with ./ai-demo up", e);
    }
    return this;
  }

  /** Returns the variables as the clients in {@code common} read them. */
  public Environment environment() {
    return Environment.of(variables);
  }

  /** Returns the project and where it is, for messages. */
  public String place() {
    String emulator = value("PUBSUB_EMULATOR_HOST");
    return "project %s %s"
        .formatted(value("PROJECT_ID"), emulator.isBlank() ? "of Google Cloud" : "at " + emulator);
  }

  /** Returns how long an instance of {@code prediction} uses a model before it looks again. */
  public String modelRefreshSeconds() {
    String given = value("MODEL_REFRESH_SECONDS");
    return given.isBlank() ? "60" : given;
  }

  private String value(String name) {
    return variables.getOrDefault(name, "");
  }

  private void requireReachable(String... names) {
    Stream.of("PUBSUB_EMULATOR_HOST", "STORAGE_EMULATOR_HOST")
        .filter(name -> !value(name).isBlank())
        .forEach(name -> Reachable.require(name, value(name)));
    Arrays.stream(names)
        .filter(DEFAULT_PORTS::containsKey)
        .forEach(name -> Reachable.require(name, value(name) + ":" + port(name)));
  }

  private String port(String host) {
    String given = value(host.replace("HOST", "PORT"));
    return given.isBlank() ? DEFAULT_PORTS.getOrDefault(host, "") : given;
  }
}
