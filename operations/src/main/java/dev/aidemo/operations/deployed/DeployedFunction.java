package dev.aidemo.operations.deployed;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Describes one deployed function: a line of {@code config/functions.csv}, which {@code deploy.sh}
 * and Terraform read too.
 *
 * @param module the Maven module; on one machine, subscription and log file have its name
 * @param target the class that the Functions Framework runs
 * @param trigger the topic that triggers it, or {@link #HTTP}
 * @param publishes the topic that it publishes to, if any
 * @param memoryMegabytes the memory of an instance
 * @param maxInstances the maximum number of instances
 * @param javaOptions the options of its JVM, {@code JAVA_TOOL_OPTIONS}
 */
public record DeployedFunction(
    String module,
    String target,
    String trigger,
    Optional<String> publishes,
    int memoryMegabytes,
    int maxInstances,
    String javaOptions) {
  /** The topic of messages that cannot be handled. */
  public static final String DEAD_LETTER = "dead-letter";

  /** The trigger of the functions that people and programs call. */
  public static final String HTTP = "http";

  private static final List<DeployedFunction> ALL = FunctionTable.read();

  /** Returns all functions: the event-driven ones in the order of the loop, then those of HTTP. */
  public static List<DeployedFunction> all() {
    return ALL;
  }

  /** Returns the functions that a topic triggers, in the order of the loop. */
  public static List<DeployedFunction> eventDriven() {
    return ALL.stream().filter(function -> !function.isHttp()).toList();
  }

  /** Returns the functions that are called over HTTP. */
  public static List<DeployedFunction> overHttp() {
    return ALL.stream().filter(DeployedFunction::isHttp).toList();
  }

  /**
   * Returns the function of a module.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DeployedFunction of(String module) {
    return ALL.stream()
        .filter(function -> function.module.equals(module))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no function " + module));
  }

  /** Returns all topics, in the order of the loop. */
  public static List<String> topics() {
    Stream<String> triggers = eventDriven().stream().map(DeployedFunction::trigger).distinct();
    return Stream.concat(triggers, Stream.of(DEAD_LETTER)).toList();
  }

  /** Tells whether the function is called over HTTP, and has neither topic nor subscription. */
  public boolean isHttp() {
    return trigger.equals(HTTP);
  }

  /**
   * Returns {@code JAVA_TOOL_OPTIONS} as deployed, plus the memory of an instance, which on Google
   * Cloud the container limits.
   */
  public String limitedJavaOptions() {
    return javaOptions + " -XX:MaxRAM=" + memoryMegabytes + "m";
  }

  @Override
  public String toString() {
    return module;
  }
}
