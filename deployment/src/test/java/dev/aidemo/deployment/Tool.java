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

/** Names a program that may be installed or not, such as the real {@code gcloud}. */
record Tool(Path path) {
  private static final int TIMEOUT_SECONDS = 90;

  /** Finds the tool on the PATH; skips the test if it is not there. */
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
   * Runs a command to its end.
   *
   * @return all that it printed
   * @throws AssertionError if it does not end in time, or fails
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
      boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(command + (ended ? " failed: " : " does not end: ") + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
