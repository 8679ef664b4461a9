package dev.aidemo.common.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads environment variables. A wrong one is noted and replaced by a placeholder, so that {@link
 * #check()} can name all problems at once: read everything, check, and only then connect.
 */
public final class Environment {
  private final Map<String, String> variables;
  private final Set<String> problems = new LinkedHashSet<>();

  private Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /** Reads the variables of this process. */
  public static Environment system() {
    return of(System.getenv());
  }

  /** Reads the given variables. */
  public static Environment of(Map<String, String> variables) {
    return new Environment(Map.copyOf(variables));
  }

  /** Returns a variable that must be set; a blank one counts as not set. */
  public String string(String name) {
    Optional<String> value = optionalString(name);
    if (value.isEmpty()) {
      problems.add(name + " is not set");
    }
    return value.orElse("");
  }

  /** Returns a variable that may be absent; a blank one counts as absent. */
  public Optional<String> optionalString(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /** Returns a port from 1 to 65535. */
  public int port(String name, int fallback) {
    return number(name, fallback, 1, 65_535, "a port");
  }

  /** Returns a whole number from {@code min} to {@code max}. */
  public int integer(String name, int fallback, int min, int max) {
    return number(name, fallback, min, max, "a whole number from " + min + " to " + max);
  }

  /** Returns a time in whole seconds, from 0 to {@code max}. */
  public Duration seconds(String name, int fallback, int max) {
    String kind = "whole seconds from 0 to " + max;
    return Duration.ofSeconds(number(name, fallback, 0, max, kind));
  }

  /** Returns {@code true} or {@code false}; an absent variable counts as {@code false}. */
  public boolean flag(String name) {
    return oneOf(name, "false", List.of("true", "false")).equals("true");
  }

  /** Returns one of the given words. */
  public String oneOf(String name, String fallback, List<String> words) {
    String value = optionalString(name).orElse(fallback);
    if (!words.contains(value)) {
      problems.add(name + " must be " + String.join(" or ", words) + ", got \"" + value + "\"");
    }
    return value;
  }

  /**
   * Returns the path of a file of root certificates in PEM form, which the platform mounts from a
   * secret ({@code --set-secrets /etc/redis/ca.pem=redis-ca:1}) or which is uploaded beside the
   * JAR. It must be a file because the PostgreSQL driver accepts nothing else.
   */
  public Optional<Path> rootCertificates(String name) {
    Optional<String> value = optionalString(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> problem = RootCertificates.problem(value.get());
    problem.ifPresent(rule -> problems.add(name + rule));
    return problem.isPresent() ? Optional.empty() : value.map(Path::of);
  }

  /** Notes that variables contradict each other; {@code problem} names them. */
  public void reject(String problem) {
    problems.add(problem);
  }

  /** Returns {@code host:port} of an emulator of one of Google's services, called without TLS. */
  public Optional<String> emulator(String name) {
    Optional<String> address =
        optionalString(name).map(host -> host.replaceFirst("^http://", "").replaceFirst("/$", ""));
    if (address.isPresent() && !address.get().matches("[^/:\\s]+:\\d{1,5}")) {
      problems.add(name + " must be host:port, got \"" + address.get() + "\"");
    }
    return address;
  }

  /**
   * Ends reading.
   *
   * @throws ConfigurationException if any variable that was asked for is absent or wrong; the
   *     message names every one of them
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private int number(String name, int fallback, int min, int max, String kind) {
    Optional<String> value = optionalString(name);
    if (value.isEmpty()) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(value.get().strip());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    problems.add(name + " must be " + kind + ", got \"" + value.get() + "\"");
    return fallback;
  }
}
