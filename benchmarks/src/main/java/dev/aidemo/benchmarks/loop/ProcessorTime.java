package dev.aidemo.benchmarks.loop;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How much of the processor each part of the stack has taken since it was started. Unlike the time
 * on the clock it hardly depends on what else runs on the machine.
 */
final class ProcessorTime {
  private static final String HERE = "Pub/Sub and the load";

  private ProcessorTime() {}

  /**
   * By the name of the part.
   *
   * @param databaseSession the number of the process that serves one of the database's connections
   */
  static Map<String, Duration> now(long databaseSession) {
    Map<String, Duration> times = new TreeMap<>();
    ProcessHandle current = ProcessHandle.current();
    add(times, HERE, current);
    current.descendants().forEach(process -> add(times, name(process), process));
    ProcessHandle.of(databaseSession).flatMap(ProcessHandle::parent).stream()
        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
        .forEach(process -> add(times, "PostgreSQL", process));
    return times;
  }

  /** What was taken in between, in milliseconds for each of so many batches. */
  static Map<String, Double> milliseconds(
      Map<String, Duration> before, Map<String, Duration> after, int batches) {
    Map<String, Double> taken = new LinkedHashMap<>();
    after.forEach(
        (name, time) ->
            taken.put(
                name,
                time.minus(before.getOrDefault(name, Duration.ZERO)).toNanos() / 1e6 / batches));
    return taken;
  }

  private static void add(Map<String, Duration> times, String name, ProcessHandle process) {
    times.merge(name, process.info().totalCpuDuration().orElse(Duration.ZERO), Duration::plus);
  }

  private static String name(ProcessHandle process) {
    List<String> arguments = Arrays.asList(process.info().arguments().orElse(new String[0]));
    return DeployedFunction.all().stream()
        .filter(function -> arguments.contains(function.target()))
        .map(DeployedFunction::module)
        .findFirst()
        .orElse(process.info().command().orElse("").contains("redis") ? "Redis" : "shells");
  }
}
