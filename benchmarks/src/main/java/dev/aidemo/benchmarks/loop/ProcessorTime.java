package dev.aidemo.benchmarks.loop;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tells how much processor time each part of the stack has used. Unlike the time on the clock it
 * hardly depends on what else runs on the machine.
 */
final class ProcessorTime {
  private ProcessorTime() {}

  /**
   * Returns the milliseconds since the start, by part.
   *
   * @param databaseProcess the id of one of PostgreSQL's processes
   */
  static Map<String, Double> now(long databaseProcess) {
    Map<String, Double> times = new TreeMap<>();
    ProcessHandle current = ProcessHandle.current();
    add(times, "Pub/Sub and the load", current);
    current.descendants().forEach(process -> add(times, name(process), process));
    ProcessHandle.of(databaseProcess).flatMap(ProcessHandle::parent).stream()
        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
        .forEach(process -> add(times, "PostgreSQL", process));
    return times;
  }

  private static void add(Map<String, Double> times, String name, ProcessHandle process) {
    Duration used = process.info().totalCpuDuration().orElse(Duration.ZERO);
    times.merge(name, used.toNanos() / 1e6, Double::sum);
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
