package dev.aidemo.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where this process may make control groups, whose members stay within the limits that hold
 * already.
 *
 * @param memory the folder to make groups of limited memory in
 * @param processors the folder to make groups of limited processors in; in version 2, the same
 * @param isUnified whether it is version 2
 */
record Hierarchy(Path memory, Path processors, boolean isUnified) {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final Path OWN_GROUPS = Path.of("/proc/self/cgroup");

  /** This process's, or nothing where there is none that it may write to. */
  static Optional<Hierarchy> here() {
    try {
      return find(MOUNT, Files.readAllLines(OWN_GROUPS));
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  /**
   * Looks for one.
   *
   * @param mount where the kernel shows all groups
   * @param ownGroups those of a process, as {@code ID:CONTROLLERS:PATH}
   */
  static Optional<Hierarchy> find(Path mount, List<String> ownGroups) throws IOException {
    Hierarchy hierarchy =
        Files.exists(mount.resolve("cgroup.controllers"))
            ? unified(mount, ownGroups)
            : new Hierarchy(
                own(mount.resolve("memory"), "memory", ownGroups),
                own(mount.resolve("cpu"), "cpu", ownGroups),
                false);
    return hierarchy.isUsable() ? Optional.of(hierarchy) : Optional.empty();
  }

  /** A group with processes may hold no limited groups in version 2: a neighbour it must be. */
  private static Hierarchy unified(Path mount, List<String> ownGroups) {
    Path own = own(mount, "", ownGroups);
    Path folder = own.equals(mount) ? mount : own.resolveSibling("");
    return new Hierarchy(folder, folder, true);
  }

  private static Path own(Path root, String controller, List<String> ownGroups) {
    return ownGroups.stream()
        .map(line -> line.split(":", 3))
        .filter(parts -> Arrays.asList(parts[1].split(",", -1)).contains(controller))
        .map(parts -> root.resolve(parts[2].replaceFirst("^/+", "")).normalize())
        .filter(folder -> folder.startsWith(root) && Files.exists(folder))
        .findFirst()
        .orElse(root);
  }

  private boolean isUsable() throws IOException {
    if (!Files.isWritable(memory) || !Files.isWritable(processors)) {
      return false;
    }
    return !isUnified
        || Arrays.asList(
                Files.readString(memory.resolve("cgroup.subtree_control")).split("\\s", -1))
            .containsAll(List.of("memory", "cpu"));
  }
}
