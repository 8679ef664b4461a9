package dev.aidemo.local.stack;

import dev.aidemo.common.config.Environment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything listens, as the environment variables that the functions read.
 *
 * @param values by name; all of {@link #NAMES}, those of {@link #OPTIONAL} that are set, and
 *     nothing else, in that order
 */
public record StackVariables(Map<String, String> values) {
  /** The variables of the contract. */
  public static final List<String> NAMES =
      List.of(
          "PROJECT_ID",
          "PUBSUB_EMULATOR_HOST",
          "STORAGE_EMULATOR_HOST",
          "REDISHOST",
          "REDISPORT",
          "DBHOST",
          "DBPORT",
          "DBNAME",
          "DBUSER",
          "DBPASS",
          "BUCKET");

  /** How to speak to a Redis and a PostgreSQL that are not embedded. */
  public static final List<String> OPTIONAL =
      List.of("REDISAUTH", "REDISTLS", "REDISROOTCERT", "DBPOOLER", "DBSSLMODE", "DBSSLROOTCERT");

  /**
   * Takes the variables of the contract and leaves out all others.
   *
   * @throws StackException if one is absent; the message names all that are
   */
  public StackVariables {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String name : NAMES) {
      ordered.put(name, text(values, name));
    }
    List<String> absent = NAMES.stream().filter(name -> text(ordered, name).isBlank()).toList();
    if (!absent.isEmpty()) {
      throw new StackException("not set: " + String.join(", ", absent));
    }
    for (String name : OPTIONAL) {
      if (!text(values, name).isBlank()) {
        ordered.put(name, text(values, name));
      }
    }
    values = Collections.unmodifiableMap(ordered);
  }

  /** The value of one of {@link #NAMES}. */
  public String value(String name) {
    return text(values, name);
  }

  /** The port that one of {@link #NAMES} holds. */
  public int port(String name) {
    return Integer.parseInt(value(name));
  }

  /** The same, as common's clients read it. */
  public Environment environment() {
    return Environment.of(values);
  }

  private static String text(Map<String, String> values, String name) {
    return values.getOrDefault(name, "");
  }
}
