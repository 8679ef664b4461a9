package dev.aidemo.local.stack;

import dev.aidemo.operations.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Limits the memory of processes with a cgroup of version 1 or 2, as the platform does, or not at
 * all if this machine does not allow it. It is closed when the processes in it have ended.
 *
 * @param group the folder of the cgroup
 * @param peak the file in it that tells how much memory was used at most
 */
record MemoryLimit(long bytes, Optional<Path> group, String peak) implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  /** Creates a cgroup. */
  static MemoryLimit of(long bytes) {
    String name = "ai-demo-" + UUID.randomUUID();
    Optional<Path> first =
        create(ROOT.resolve("memory").resolve(name), "memory.limit_in_bytes", bytes);
    return first.isPresent()
        ? new MemoryLimit(bytes, first, "memory.max_usage_in_bytes")
        : new MemoryLimit(bytes, create(ROOT.resolve(name), "memory.max", bytes), "memory.peak");
  }

  private static Optional<Path> create(Path group, String limit, long bytes) {
    try {
      if (!Files.isDirectory(group.getParent())) {
        return Optional.empty();
      }
      Files.createDirectory(group);
      if (Files.exists(group.resolve(limit))) {
        Files.writeString(group.resolve(limit), Long.toString(bytes));
        return Optional.of(group);
      }
      Files.delete(group);
      return Optional.empty();
    } catch (IOException e) {
      // This machine does not allow it.
      return Optional.empty();
    }
  }

  /** Returns the command that runs another one in the cgroup, in the same process. */
  List<String> enter() {
    return group
        .map(
            folder ->
                List.of(
                    "/bin/sh", "-c", "echo $$ > " + folder + "/cgroup.procs && exec \"$@\"", "sh"))
        .orElse(List.of());
  }

  @Override
  public String toString() {
    return group
        .map(folder -> "at most %.0f of %.0f MB".formatted(used(folder) / 1e6, bytes / 1e6))
        .orElse("memory not limited, because this machine does not allow it");
  }

  private long used(Path folder) {
    try {
      return Long.parseLong(Files.readString(folder.resolve(peak)).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (int attempt = 0; group.isPresent() && attempt < 40; attempt++) {
      try {
        Files.deleteIfExists(group.get());
        return;
      } catch (IOException e) {
        // A process in it is still ending.
        Wait.milliseconds(50);
      }
    }
  }
}
