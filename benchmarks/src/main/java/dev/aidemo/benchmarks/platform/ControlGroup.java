package dev.aidemo.benchmarks.platform;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Limits a process as a deployment does: the kernel kills it if it needs more memory, and lets it
 * wait if it uses more of the processors.
 */
record ControlGroup(Path memory, Path processors) {
  /** Whether groups can be made here: {@code control-group.sh} says why not. */
  static final boolean AVAILABLE = probe();

  private static boolean probe() {
    Optional<ControlGroup> group = create(new Limits(1, 64), Map.of());
    group.ifPresent(ControlGroup::remove);
    return group.isPresent();
  }

  /** Makes a group, if this process may. */
  static Optional<ControlGroup> create(Limits limits, Map<String, String> variables) {
    long bytes = limits.megabytes() * 1024L * 1024L;
    long quota = Math.round(limits.processors() * 100_000);
    try (InputStream script = ControlGroup.class.getResourceAsStream("control-group.sh")) {
      String code =
          new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
      var builder =
          new ProcessBuilder(
              "sh", "-c", code, "sh", "benchmark-" + UUID.randomUUID(), "" + bytes, "" + quota);
      builder.environment().putAll(variables);
      Process process = builder.redirectError(Redirect.DISCARD).start();
      List<String> folders = process.inputReader().lines().toList();
      return process.onExit().join().exitValue() == 0
          ? Optional.of(new ControlGroup(Path.of(folders.get(0)), Path.of(folders.get(1))))
          : Optional.empty();
    } catch (IOException noShell) {
      return Optional.empty();
    }
  }

  /** Returns a command that runs the given one in the group from its first moment. */
  List<String> wrap(List<String> command) {
    String join =
        "echo $$ > %s/cgroup.procs && echo $$ > %s/cgroup.procs && exec \"$@\""
            .formatted(memory, processors);
    return Stream.concat(Stream.of("sh", "-c", join, "sh"), command.stream()).toList();
  }

  /** Returns the peak of the memory, with the kernel's cache of the files that were read. */
  double peakMegabytes() throws IOException {
    Path version2 = memory.resolve("memory.peak");
    Path file = Files.exists(version2) ? version2 : memory.resolve("memory.max_usage_in_bytes");
    return Long.parseLong(Files.readString(file).strip()) / 1024.0 / 1024.0;
  }

  /** Removes the group. Its process must have ended. */
  void remove() {
    for (File folder : List.of(memory.toFile(), processors.toFile())) {
      // The kernel takes a moment to forget a process.
      for (int attempt = 0; folder.exists() && !folder.delete() && attempt < 200; attempt++) {
        MeasuredProcess.pause(10);
      }
    }
  }
}
