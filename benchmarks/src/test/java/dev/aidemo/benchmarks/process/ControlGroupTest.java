package dev.aidemo.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlGroupTest {
  private static final long MEGABYTE = 1024 * 1024;

  /** Keeps 32 MB in memory, for they are one line, and adds the end of it. */
  private static final String SORT = "head -c 33554432 /dev/zero | sort | wc -c";

  @TempDir private Path folder;

  @Test
  void version1HasAFolderForEachController() throws IOException {
    var hierarchy =
        new Hierarchy(
            Files.createDirectory(folder.resolve("memory")),
            Files.createDirectory(folder.resolve("cpu")),
            false);
    ControlGroup.create(hierarchy, "x", 256 * MEGABYTE, 0.167);
    assertThat(only(hierarchy.memory()).resolve("memory.limit_in_bytes")).hasContent("268435456");
    assertThat(only(hierarchy.processors()).resolve("cpu.cfs_quota_us")).hasContent("16700");
    assertThat(only(hierarchy.processors()).resolve("cpu.cfs_period_us")).hasContent("100000");
  }

  @Test
  void version2HasOneFolderForBoth() throws IOException {
    ControlGroup group =
        ControlGroup.create(new Hierarchy(folder, folder, true), "x", 512 * MEGABYTE, 2);
    Path made = only(folder);
    assertThat(made.resolve("memory.max")).hasContent("536870912");
    assertThat(made.resolve("cpu.max")).hasContent("200000 100000");
    assertThat(group.wrap(List.of("true")))
        .containsExactly(
            "sh",
            "-c",
            "echo $$ > '" + made.resolve("cgroup.procs") + "' && exec \"$@\"",
            "sh",
            "true");
    Files.writeString(made.resolve("memory.peak"), "12345\n");
    assertThat(group.peakBytes()).isEqualTo(12345);
  }

  @Test
  void whatNeedsMoreMemoryThanItsGroupHasIsKilled() throws Exception {
    assumeTrue(ControlGroup.isAvailable(), "only root can make control groups");
    assertThat(sorted(16 * MEGABYTE)).isEqualTo("0");
    assertThat(sorted(256 * MEGABYTE)).isEqualTo("33554433");
  }

  @Test
  void whatIsWrappedIsInTheGroupFromItsFirstMoment() throws Exception {
    assumeTrue(ControlGroup.isAvailable(), "only root can make control groups");
    try (ControlGroup group = ControlGroup.create("test", 64 * MEGABYTE, 1)) {
      Process process =
          new ProcessBuilder(group.wrap(List.of("cat", "/proc/self/cgroup")))
              .redirectError(Redirect.INHERIT)
              .start();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .contains("/test-");
      assertThat(process.waitFor()).isZero();
      assertThat(group.peakBytes()).isPositive().isLessThan(64 * MEGABYTE);
    }
  }

  private static String sorted(long limit) throws Exception {
    try (ControlGroup group = ControlGroup.create("test", limit, 2)) {
      List<String> command = List.of("sh", "-c", SORT);
      Process process =
          new ProcessBuilder(group.wrap(command)).redirectError(Redirect.DISCARD).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
  }

  private static Path only(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children.reduce((one, other) -> parent).orElseThrow();
    }
  }
}
