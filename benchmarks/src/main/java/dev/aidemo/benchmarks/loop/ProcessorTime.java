package dev.aidemo.benchmarks.loop;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tells how much processor time each part of the stack has used. */
final class ProcessorTime {
  private ProcessorTime() {}

  /**
   * Returns the milliseconds since the start; {@code database} is one of PostgreSQL's processes.
   */
  static Map<String, Double> now(long database) {
    Map<String, Double> times = new TreeMap<>();
    ProcessHandle current = ProcessHandle.current();
    add(times, "Pub/Sub and the load", current);
    current.descendants().forEach(process -> add(times, name(process), process));
    ProcessHandle.of(database).flatMap(ProcessHandle::parent).stream()
        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
        .forEach(process -> add(times, "PostgreSQL", process));
    return times;
  }

  private static void add(Map<String, Double> times, String name, ProcessHandle process) {
    Duration used = process.info().totalCpuDuration().orElse(Duration.ZERO);
    times.merge(name, used.toNanos() / 1e6, Double::sum);
  }

  private static String name(ProcessHandle process) {
    String command = process.info().commandLine().orElse("");
    return DeployedFunction.eventDriven().stream()
        .filter(function -> command.contains(" " + function.target() + " "))
        .map(DeployedFunction::module)
        .findFirst()
        .orElse(command.contains("redis") ? "Redis" : "others");
  }
}
