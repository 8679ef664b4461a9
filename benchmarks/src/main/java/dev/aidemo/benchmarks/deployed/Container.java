package dev.aidemo.benchmarks.deployed;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What {@code ./ai-demo containers} wrote for a function, started without a container.
 *
 * @param folder what the container would be built from
 */
record Container(Path folder) {
  private static final int LONGEST_ARCHIVING_SECONDS = 120;

  /** Whether it was written, and from the same JAR. */
  boolean isOf(Path jar) {
    Path copy = folder.resolve("function.jar");
    try {
      return Files.exists(copy) && Files.mismatch(copy, jar) == -1;
    } catch (IOException e) {
      return false;
    }
  }

  /** The container's entry point, which reads {@code PORT}. */
  List<String> command() {
    return List.of(folder.resolve("start.sh").toString());
  }

  /**
   * Archives its classes, as the container's build does, unless that was done.
   *
   * @throws IOException if it fails
   */
  void archive(Path log) throws IOException {
    Path archive = folder.resolve("function.jsa");
    Path list = folder.resolve("classes.lst");
    if (Files.exists(archive)
        && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(list)) >= 0) {
      return;
    }
    Process process =
        new ProcessBuilder(folder.resolve("archive.sh").toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start();
    try {
      if (!process.waitFor(LONGEST_ARCHIVING_SECONDS, TimeUnit.SECONDS)
          || process.exitValue() != 0) {
        throw new IOException("the classes cannot be archived, see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
