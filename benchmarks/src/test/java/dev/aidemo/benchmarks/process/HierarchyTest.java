package dev.aidemo.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HierarchyTest {
  @TempDir private static Path folder;

  @Test
  void ofVersion1EachControllerHasTheProcessInAGroupOfItsOwn() throws IOException {
    Path mount = folder.resolve("v1");
    Path memory = Files.createDirectories(mount.resolve("memory/box/a"));
    Path processors = Files.createDirectories(mount.resolve("cpu"));
    List<String> own = List.of("4:memory:/box/a", "2:cpu,cpuacct:/", "0::/");
    assertThat(Hierarchy.find(mount, own)).contains(new Hierarchy(memory, processors, false));
  }

  @Test
  void aGroupThatIsNotSeenFromHereIsReplacedByTheRoot() throws IOException {
    Path mount = folder.resolve("hidden");
    Path memory = Files.createDirectories(mount.resolve("memory"));
    Path processors = Files.createDirectories(mount.resolve("cpu"));
    List<String> own = List.of("4:memory:/docker/1", "2:cpu:/../..");
    assertThat(Hierarchy.find(mount, own)).contains(new Hierarchy(memory, processors, false));
  }

  @Test
  void ofVersion2GroupsAreMadeBesideTheProcesssOwn() throws IOException {
    Path mount = folder.resolve("v2");
    Path slice = Files.createDirectories(mount.resolve("user.slice/session")).getParent();
    Files.writeString(mount.resolve("cgroup.controllers"), "cpu io memory pids\n");
    Files.writeString(slice.resolve("cgroup.subtree_control"), "cpu memory pids\n");
    assertThat(Hierarchy.find(mount, List.of("0::/user.slice/session")))
        .contains(new Hierarchy(slice, slice, true));
  }

  @Test
  void ofVersion2BothControllersMustBeGivenOn() throws IOException {
    Path mount = Files.createDirectories(folder.resolve("v2-memory-only"));
    Files.writeString(mount.resolve("cgroup.controllers"), "cpu memory\n");
    Files.writeString(mount.resolve("cgroup.subtree_control"), "memory\n");
    assertThat(Hierarchy.find(mount, List.of("0::/"))).isEmpty();
  }

  @Test
  void whereNothingIsMountedThereIsNone() throws IOException {
    assertThat(Hierarchy.find(folder.resolve("nothing"), List.of())).isEmpty();
  }
}
