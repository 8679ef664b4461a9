package dev.aidemo.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Ends a server, and deletes its folder, when this JVM is killed and its shutdown hooks do not run:
 * a shell waits for the end of its input, which the operating system closes with the JVM.
 */
final class OrphanGuard implements AutoCloseable {
  private static final String SCRIPT =
      """
      read -r nothing
      kill -TERM "$0"; kill -CONT "$0"
      sleep 1
      kill -KILL "$0"
      rm -rf "$1"
      """;

  private final Process shell;

  private OrphanGuard(Process shell) {
    this.shell = shell;
  }

  static OrphanGuard over(long pid, Path folder) throws IOException {
    return new OrphanGuard(
        new ProcessBuilder(List.of("sh", "-c", SCRIPT, Long.toString(pid), folder.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** The server is being stopped in the regular way. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
