package dev.aidemo.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A limit that the kernel holds a process to, of the first version of control groups
 * (https://docs.kernel.org/admin-guide/cgroup-v1/memory.html). A process that needs more memory is
 * killed.
 */
public final class ControlGroup implements AutoCloseable {
  private static final Path MEMORY = Path.of("/sys/fs/cgroup/memory");
  private static final Path PROCESSORS = Path.of("/sys/fs/cgroup/cpu");
  private static final int PERIOD_MICROS = 100_000;

  private final Path memory;
  private final Path processors;

  private ControlGroup(String name) {
    this.memory = MEMORY.resolve(name);
    this.processors = PROCESSORS.resolve(name);
  }

  /** Whether groups can be made here; only root may. */
  public static boolean isAvailable() {
    return Files.isWritable(MEMORY) && Files.isWritable(PROCESSORS);
  }

  /**
   * Makes a group.
   *
   * @param memoryBytes how much its processes may have together
   * @param processors how much of the processors they may use, such as 0.5
   * @throws UncheckedIOException if the kernel refuses
   */
  public static ControlGroup create(String name, long memoryBytes, double processors) {
    var group = new ControlGroup(name + "-" + ProcessHandle.current().pid());
    try {
      Files.createDirectories(group.memory);
      Files.createDirectories(group.processors);
      write(group.memory.resolve("memory.limit_in_bytes"), memoryBytes);
      write(group.processors.resolve("cpu.cfs_period_us"), PERIOD_MICROS);
      write(group.processors.resolve("cpu.cfs_quota_us"), Math.round(processors * PERIOD_MICROS));
      return group;
    } catch (IOException e) {
      group.close();
      throw new UncheckedIOException("cannot make control group " + name, e);
    }
  }

  /** The command, begun within the group. */
  public List<String> wrap(List<String> command) {
    List<String> wrapped = new ArrayList<>();
    wrapped.add("/bin/sh");
    wrapped.add("-c");
    wrapped.add(
        String.format(
            Locale.ROOT,
            "echo $$ > %s/cgroup.procs && echo $$ > %s/cgroup.procs && exec \"$@\"",
            memory,
            processors));
    wrapped.add("sh");
    wrapped.addAll(command);
    return wrapped;
  }

  /** Moves a process that has just begun into the group. */
  public void add(long process) {
    try {
      write(memory.resolve("cgroup.procs"), process);
      write(processors.resolve("cgroup.procs"), process);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot move process " + process, e);
    }
  }

  /** The most memory that its processes had at once, with what they read from files. */
  public long peakBytes() {
    try {
      return Long.parseLong(Files.readString(memory.resolve("memory.max_usage_in_bytes")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, long value) throws IOException {
    Files.writeString(file, Long.toString(value));
  }

  /** Removes the group, whose processes must have ended. */
  @Override
  public void close() {
    for (Path folder : List.of(memory, processors)) {
      // A group is removed as an empty folder, whatever files are seen in it.
      if (Files.exists(folder) && !folder.toFile().delete()) {
        System.err.println("cannot remove " + folder);
      }
    }
  }
}
