package dev.aidemo.benchmarks.platform;

import dev.aidemo.operations.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Limits a process as a deployment does; the kernel kills it if it needs more memory. */
public record ControlGroup(Path memory, Path processors) {
  /** Makes a group, if the kernel lets this process. */
  static Optional<ControlGroup> create(double processors, int megabytes) throws IOException {
    try (InputStream script = ControlGroup.class.getResourceAsStream("control-group.sh")) {
      byte[] code = Objects.requireNonNull(script).readAllBytes();
      var builder = new ProcessBuilder("sh", "-c", new String(code, StandardCharsets.UTF_8), "sh");
      builder.command().add("benchmark-" + UUID.randomUUID());
      builder.command().add(Long.toString(megabytes * 1024L * 1024L));
      builder.command().add(Long.toString(Math.round(processors * 100_000)));
      Process process = builder.redirectError(Redirect.DISCARD).start();
      List<Path> folders = process.inputReader().lines().map(Path::of).toList();
      return folders.size() == 2
          ? Optional.of(new ControlGroup(folders.get(0), folders.get(1)))
          : Optional.empty();
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
  public double peakMegabytes() throws IOException {
    Path version2 = memory.resolve("memory.peak");
    Path file = Files.exists(version2) ? version2 : memory.resolve("memory.max_usage_in_bytes");
    return Long.parseLong(Files.readString(file).strip()) / 1024.0 / 1024.0;
  }

  /** Removes the group. Its process must have ended. */
  void remove() {
    for (Path folder : List.of(memory, processors)) {
      // The kernel takes a moment to forget a process.
      for (int i = 0; i < 200 && Files.exists(folder) && !folder.toFile().delete(); i++) {
        Wait.milliseconds(10);
      }
    }
  }
}
