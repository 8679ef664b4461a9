package dev.aidemo.deployment;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program that a machine may have or not, such as the real {@code gcloud}. */
record Tool(Path path) {
  private static final int LONGEST_RUN_SECONDS = 90;

  /** The tool of that name, or the end of the test, skipped for that reason. */
  static Tool find(String name) {
    Optional<Path> found =
        List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), "skipped: there is no " + name + " on this machine");
    return new Tool(found.orElseThrow());
  }

  /**
   * Runs it to its end.
   *
   * @return all that it said
   * @throws AssertionError if it does not end, or not with 0
   */
  static String run(List<String> command, Path folder, Map<String, String> environment) {
    try {
      Path output = Files.createTempFile("output", null);
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String said = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(command + (ended ? " failed: " : " does not end: ") + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
