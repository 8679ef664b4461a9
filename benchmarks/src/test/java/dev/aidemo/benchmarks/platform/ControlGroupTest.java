package dev.aidemo.benchmarks.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlGroupTest {
  /** Keeps 32 MB in memory, because they are one line, and prints how many bytes it got. */
  private static final List<String> SORT =
      List.of("sh", "-c", "head -c 33554432 /dev/zero | sort | wc -c; echo finished; read end");

  @TempDir private Path folder;
  private Path root;
  private Path ownGroups;

  @BeforeEach
  void makeFolders() throws IOException {
    root = Files.createDirectory(folder.resolve("cgroup"));
    ownGroups = folder.resolve("own");
  }

  @Test
  void version1HasAFolderForEachController() throws Exception {
    Files.createDirectories(root.resolve("memory/box/a"));
    Files.createDirectories(root.resolve("cpu"));
    Files.writeString(ownGroups, "4:memory:/box/a\n2:cpu,cpuacct:/\n0::/\n");
    Path memory = root.resolve("memory/box/a/x");
    Path processors = root.resolve("cpu/x");
    assertThat(create()).containsExactly(memory.toString(), processors.toString());
    assertThat(memory.resolve("memory.limit_in_bytes")).hasContent("268435456");
    assertThat(processors.resolve("cpu.cfs_quota_us")).hasContent("16700");
    assertThat(processors.resolve("cpu.cfs_period_us")).hasContent("100000");
  }

  @Test
  void aGroupThatIsNotSeenFromHereIsReplacedByTheRoot() throws Exception {
    Files.createDirectories(root.resolve("memory"));
    Files.createDirectories(root.resolve("cpu"));
    Files.writeString(ownGroups, "4:memory:/docker/1\n2:cpu:/docker/1\n");
    assertThat(create())
        .containsExactly(root.resolve("memory/x").toString(), root.resolve("cpu/x").toString());
  }

  @Test
  void version2HasOneFolderBesideTheProcesssOwn() throws Exception {
    Files.createFile(root.resolve("cgroup.controllers"));
    Files.createDirectories(root.resolve("user.slice/session"));
    Files.writeString(ownGroups, "0::/user.slice/session\n");
    Path group = root.resolve("user.slice/x");
    assertThat(create()).containsExactly(group.toString(), group.toString());
    assertThat(group.resolve("memory.max")).hasContent("268435456");
    assertThat(group.resolve("cpu.max")).hasContent("16700 100000");
    Files.writeString(group.resolve("memory.peak"), "1048576\n");
    assertThat(new ControlGroup(group, group).peakMegabytes()).isEqualTo(1);
  }

  @Test
  void whatNeedsMoreMemoryThanItsGroupHasIsKilled() throws Exception {
    assertThat(bytesSortedWithin(16)).isEqualTo("0");
    assertThat(bytesSortedWithin(256)).isEqualTo("33554433");
  }

  private String bytesSortedWithin(int megabytes) throws IOException {
    Optional<ControlGroup> group = ControlGroup.create(2, megabytes);
    assumeTrue(group.isPresent(), "only root can make control groups");
    Path log = folder.resolve("log");
    try (var process = new MeasuredProcess(SORT, Map.of(), group, log, Redirect.PIPE)) {
      String bytes = process.awaitFinished().get(0).strip();
      assertThat(group.get().peakMegabytes()).isPositive().isLessThanOrEqualTo(megabytes);
      return bytes;
    }
  }

  private List<String> create() throws Exception {
    try (InputStream script = ControlGroup.class.getResourceAsStream("control-group.sh")) {
      String code = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      var builder = new ProcessBuilder("sh", "-c", code, "sh", "x", "268435456", "16700");
      builder.environment().put("CGROUP_ROOT", root.toString());
      builder.environment().put("OWN_GROUPS", ownGroups.toString());
      return builder.redirectError(Redirect.INHERIT).start().inputReader().lines().toList();
    }
  }
}
