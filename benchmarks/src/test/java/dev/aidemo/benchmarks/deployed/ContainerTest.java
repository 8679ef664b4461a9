package dev.aidemo.benchmarks.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerTest {
  @TempDir private Path folder;

  @Test
  void aContainerOfAnotherBuildIsNotMeasured() throws IOException {
    Path jar = Files.writeString(folder.resolve("prediction.jar"), "new");
    var container = new Container(folder);
    assertThat(container.isOf(jar)).isFalse();
    Files.writeString(folder.resolve("function.jar"), "old");
    assertThat(container.isOf(jar)).isFalse();
    Files.writeString(folder.resolve("function.jar"), "new");
    assertThat(container.isOf(jar)).isTrue();
  }
}
