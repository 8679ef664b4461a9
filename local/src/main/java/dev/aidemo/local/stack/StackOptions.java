package dev.aidemo.local.stack;

import java.nio.file.Path;
import java.util.Map;

/**
 * Says how to start a stack. What it then runs on is in {@link StackVariables}.
 *
 * @param root the folder of the parent POM, built
 * @param home the folder for the stack's lock, logs and variables, such as {@code .local}
 * @param environment environment variables: a service that one of them names is used instead of an
 *     embedded one, and {@code TRAINING_INTERVAL_SECONDS}, {@code MODEL_REFRESH_SECONDS} and {@code
 *     PROMOTION_MARGIN_POINTS} go to the functions
 * @param ports where it listens
 */
public record StackOptions(
    Path root, Path home, Map<String, String> environment, StackPorts ports) {
  /** Returns the options for a stack with services of its own, on any free ports. */
  public static StackOptions embedded(Path root, Path home) {
    return new StackOptions(root, home, Map.of(), StackPorts.ANY);
  }

  /** Returns the folder of the log files. */
  public Path logs() {
    return home.resolve("logs");
  }

  boolean isSet(String name) {
    return !value(name, "").isEmpty();
  }

  String value(String name, String fallback) {
    String value = environment.getOrDefault(name, "");
    return value.isBlank() ? fallback : value;
  }
}
