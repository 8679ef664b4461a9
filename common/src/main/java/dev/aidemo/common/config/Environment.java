package dev.aidemo.common.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The environment variables. Reading notes each problem and goes on with a stand-in, so that {@link
 * #check()} can name all problems at once: read everything, check, and only then connect.
 */
public final class Environment {
  private final Map<String, String> variables;
  private final Set<String> problems = new LinkedHashSet<>();

  private Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /** The variables of this process. */
  public static Environment system() {
    return of(System.getenv());
  }

  /** The given variables. */
  public static Environment of(Map<String, String> variables) {
    return new Environment(Map.copyOf(variables));
  }

  /** A variable that must be set; one that is blank counts as not set. */
  public String text(String name) {
    Optional<String> value = optionalText(name);
    if (value.isEmpty()) {
      problems.add(name + " is not set");
    }
    return value.orElse("");
  }

  /** A variable that may be absent; one that is blank counts as absent. */
  public Optional<String> optionalText(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /** A port from 1 to 65535. */
  public int port(String name, int fallback) {
    return number(name, fallback, 1, 65_535, "a port");
  }

  /** A time in whole seconds, from 0 to {@code most}. */
  public Duration seconds(String name, int fallback, int most) {
    String kind = "whole seconds from 0 to " + most;
    return Duration.ofSeconds(number(name, fallback, 0, most, kind));
  }

  /** {@code true} or {@code false}, which is what an absent one counts as. */
  public boolean flag(String name) {
    return oneOf(name, "false", List.of("true", "false")).equals("true");
  }

  /** One of the given words. */
  public String oneOf(String name, String fallback, List<String> words) {
    String value = optionalText(name).orElse(fallback);
    if (!words.contains(value)) {
      problems.add(name + " must be " + String.join(" or ", words) + ", got \"" + value + "\"");
    }
    return value;
  }

  /**
   * The path of a file of root certificates in PEM form, which the platform mounts from a secret
   * ({@code --set-secrets /etc/redis/ca.pem=redis-ca:1}) or which is uploaded beside the JAR. The
   * text itself is not taken: the PostgreSQL driver wants a file.
   */
  public Optional<Path> rootCertificates(String name) {
    Optional<String> value = optionalText(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> problem = RootCertificates.problem(value.get());
    problem.ifPresent(text -> problems.add(name + text));
    return problem.isPresent() ? Optional.empty() : value.map(Path::of);
  }

  /** Notes that variables do not fit together; {@code problem} names them. */
  public void refuse(String problem) {
    problems.add(problem);
  }

  /** {@code host:port} of a service that stands in for Google's, spoken to without TLS. */
  public Optional<String> emulator(String name) {
    Optional<String> address =
        optionalText(name).map(text -> text.replaceFirst("^http://", "").replaceFirst("/$", ""));
    if (address.isPresent() && !address.get().matches("[^/:\\s]+:\\d{1,5}")) {
      problems.add(name + " must be host:port, got \"" + address.get() + "\"");
    }
    return address;
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigurationException if any variable that was asked for is absent or wrong; the
   *     message names every one of them
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private int number(String name, int fallback, int least, int most, String kind) {
    Optional<String> value = optionalText(name);
    if (value.isEmpty()) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(value.get().strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message that says what a right value looks like.
    }
    problems.add(name + " must be " + kind + ", got \"" + value.get() + "\"");
    return fallback;
  }
}
