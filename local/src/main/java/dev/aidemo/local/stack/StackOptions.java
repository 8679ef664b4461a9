package dev.aidemo.local.stack;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a stack is started with.
 *
 * @param root the folder of the parent POM, built
 * @param home the folder for its logs and its lock, such as {@code .local}
 * @param environment variables; a service that one of them names is used instead of an embedded
 *     one, and {@code TRAINING_INTERVAL_SECONDS} and {@code MODEL_REFRESH_SECONDS} go to the
 *     functions
 * @param pubSubPort where Pub/Sub and Cloud Storage listen, 0 for any free port
 * @param redisPort where Redis listens, 0 for any free port
 * @param databasePort where PostgreSQL listens, 0 for any free port
 */
public record StackOptions(
    Path root,
    Path home,
    Map<String, String> environment,
    int pubSubPort,
    int redisPort,
    int databasePort) {
  /** A stack with services of its own, on any free ports. */
  public static StackOptions embedded(Path root, Path home) {
    return new StackOptions(root, home, Map.of(), 0, 0, 0);
  }

  public Path logs() {
    return home.resolve("logs");
  }

  /** Whether the variable names a service that is to be used. */
  boolean isGiven(String name) {
    return !given(name, "").isEmpty();
  }

  String given(String name, String fallback) {
    String value = environment.getOrDefault(name, "");
    return value.isBlank() ? fallback : value;
  }
}
