package dev.aidemo.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Limits that the kernel holds processes to: a group of them that needs more memory is killed, and
 * one that uses more of the processors waits. Both versions of control groups
 * (https://docs.kernel.org/admin-guide/cgroup-v1/memory.html,
 * https://docs.kernel.org/admin-guide/cgroup-v2.html).
 */
public final class ControlGroup implements AutoCloseable {
  private static final int PERIOD_MICROS = 100_000;
  private static final int REMOVALS = 200;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final boolean isUnified;
  private final Path memory;
  private final Path processors;
  private final AtExit exit = new AtExit(this::remove);

  private ControlGroup(Hierarchy hierarchy, String name) {
    this.isUnified = hierarchy.isUnified();
    this.memory = hierarchy.memory().resolve(name);
    this.processors = hierarchy.processors().resolve(name);
  }

  /** Whether groups can be made here; mostly only root may. */
  public static boolean isAvailable() {
    return Hierarchy.here().isPresent();
  }

  /**
   * Makes a group below, or in version 2 beside, the one that this process is in.
   *
   * @param memoryBytes how much its processes may have together
   * @param processors how much of the processors they may use, such as 0.5
   * @throws UncheckedIOException if the kernel refuses
   */
  public static ControlGroup create(String name, long memoryBytes, double processors) {
    Hierarchy hierarchy =
        Hierarchy.here()
            .orElseThrow(
                () -> new IllegalStateException("no control group can be made here: be root"));
    return create(hierarchy, name, memoryBytes, processors);
  }

  static ControlGroup create(
      Hierarchy hierarchy, String name, long memoryBytes, double processors) {
    String unique =
        "%s-%d-%d".formatted(name, ProcessHandle.current().pid(), NUMBERS.incrementAndGet());
    var group = new ControlGroup(hierarchy, unique);
    try {
      Files.createDirectory(group.memory);
      if (!hierarchy.isUnified()) {
        Files.createDirectory(group.processors);
      }
      group.limit(memoryBytes, Math.round(processors * PERIOD_MICROS));
      return group;
    } catch (IOException e) {
      group.close();
      throw new UncheckedIOException("cannot make control group " + name, e);
    }
  }

  private void limit(long memoryBytes, long quotaMicros) throws IOException {
    if (isUnified) {
      write(memory.resolve("memory.max"), memoryBytes);
      writeIfKnown(memory.resolve("memory.swap.max"), 0);
      Files.writeString(processors.resolve("cpu.max"), quotaMicros + " " + PERIOD_MICROS);
    } else {
      write(memory.resolve("memory.limit_in_bytes"), memoryBytes);
      // With what is swapped out: a function's platform has no disk.
      writeIfKnown(memory.resolve("memory.memsw.limit_in_bytes"), memoryBytes);
      write(processors.resolve("cpu.cfs_period_us"), PERIOD_MICROS);
      write(processors.resolve("cpu.cfs_quota_us"), quotaMicros);
    }
  }

  /** The command, begun within the group: not a moment of it is outside. */
  public List<String> wrap(List<String> command) {
    String join =
        folders()
            .map(folder -> "echo $$ > '" + folder.resolve("cgroup.procs") + "' && ")
            .collect(Collectors.joining());
    List<String> wrapped = new ArrayList<>(List.of("sh", "-c", join + "exec \"$@\"", "sh"));
    wrapped.addAll(command);
    return wrapped;
  }

  /**
   * Moves a process that has just begun into the group.
   *
   * @throws UncheckedIOException if the kernel refuses
   */
  public void add(long process) {
    try {
      for (Path folder : folders().toList()) {
        write(folder.resolve("cgroup.procs"), process);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot move process " + process, e);
    }
  }

  /**
   * The most memory that its processes had at once, with the files that the kernel keeps for them:
   * those it gives up before it kills.
   */
  public long peakBytes() {
    String peak = isUnified ? "memory.peak" : "memory.max_usage_in_bytes";
    try {
      return Long.parseLong(Files.readString(memory.resolve(peak)).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel does not say the peak of a group", e);
    }
  }

  /**
   * Removes the group, whose processes must have been ended.
   *
   * @throws UncheckedIOException if one of them lives on for seconds
   */
  @Override
  public void close() {
    remove();
    exit.cancel();
  }

  private void remove() {
    folders().forEach(ControlGroup::remove);
  }

  /** The kernel takes a moment to forget a process that has ended. */
  private static void remove(Path folder) {
    for (int attempt = 1; ; attempt++) {
      try {
        Files.deleteIfExists(folder);
        return;
      } catch (IOException e) {
        if (attempt == REMOVALS) {
          throw new UncheckedIOException("cannot remove " + folder, e);
        }
        Pauses.milliseconds(10);
      }
    }
  }

  private Stream<Path> folders() {
    return Stream.of(memory, processors).distinct();
  }

  private static void writeIfKnown(Path file, long value) throws IOException {
    if (Files.exists(file)) {
      write(file, value);
    }
  }

  private static void write(Path file, long value) throws IOException {
    Files.writeString(file, Long.toString(value));
  }
}
