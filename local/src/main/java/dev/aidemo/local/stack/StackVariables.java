package dev.aidemo.local.stack;

import dev.aidemo.common.config.Environment;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Holds what a running stack tells its functions and its clients: environment variables that say
 * where everything listens.
 *
 * @param values by name: all of {@link #NAMES}, those of {@link #OPTIONAL} and {@link #OF_CLIENTS}
 *     that are set, and no others, in that order
 */
public record StackVariables(Map<String, String> values) {
  /** The variables that every stack has. */
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

  /** How to connect to a Redis and a PostgreSQL that are not embedded, and how often to look. */
  public static final List<String> OPTIONAL =
      List.of(
          "REDISAUTH",
          "REDISTLS",
          "REDISROOTCERT",
          "DBPOOLER",
          "DBSSLMODE",
          "DBSSLROOTCERT",
          "MODEL_REFRESH_SECONDS",
          "TRAINING_INTERVAL_SECONDS",
          "PROMOTION_MARGIN_POINTS");

  /** What clients are told: where the functions listen that are called over HTTP, and the key. */
  public static final List<String> OF_CLIENTS =
      List.of("INGEST_URL", "PREDICT_URL", "CONSOLE_URL", "OPERATOR_KEYS");

  /**
   * Takes the variables of a stack from a map, which may hold others.
   *
   * @throws StackException if one of {@link #NAMES} is absent; the message names all that are
   */
  public StackVariables {
    Map<String, String> given = values;
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String name : NAMES) {
      ordered.put(name, find(values, name));
    }
    List<String> absent = NAMES.stream().filter(name -> find(ordered, name).isBlank()).toList();
    if (!absent.isEmpty()) {
      throw new StackException("not set: " + String.join(", ", absent));
    }
    Stream.of(OPTIONAL, OF_CLIENTS)
        .flatMap(List::stream)
        .filter(name -> !find(given, name).isBlank())
        .forEach(name -> ordered.put(name, find(given, name)));
    values = Collections.unmodifiableMap(ordered);
  }

  /** Returns the value of a variable. */
  public String value(String name) {
    return find(values, name);
  }

  /** Returns the port that a variable holds. */
  public int port(String name) {
    return Integer.parseInt(value(name));
  }

  /** Returns these variables and what clients are told. */
  StackVariables with(Map<String, String> ofClients) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.putAll(ofClients);
    return new StackVariables(all);
  }

  /** Returns the address to open in a browser. The page takes the key from it. */
  public String consoleAddress() {
    return value("CONSOLE_URL") + "/#key=" + value("OPERATOR_KEYS");
  }

  /** Returns the name of the variable that says where a function listens. */
  static String urlOf(DeployedFunction function) {
    return function.module().replace("-api", "").toUpperCase(Locale.ROOT) + "_URL";
  }

  /** Returns the variables as the clients in {@code common} read them. */
  public Environment environment() {
    return Environment.of(values);
  }

  private static String find(Map<String, String> values, String name) {
    return values.getOrDefault(name, "");
  }
}
