package dev.aidemo.local.stack;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Ends the functions when this JVM is killed and its shutdown hooks do not run: a shell waits for
 * the end of its input, which the operating system closes with the JVM.
 */
final class OrphanGuard implements AutoCloseable {
  private static final String SCRIPT =
      """
      while read -r pid; do pids="$pids $pid"; done
      kill -TERM $pids
      """;

  private final Process shell;
  private final BufferedWriter input;

  private OrphanGuard(Process shell) {
    this.shell = shell;
    this.input = shell.outputWriter(StandardCharsets.UTF_8);
  }

  static OrphanGuard start() {
    try {
      return new OrphanGuard(
          new ProcessBuilder(List.of("sh", "-c", SCRIPT))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new StackException("cannot run sh: " + e.getMessage(), e);
    }
  }

  synchronized void watch(long pid) {
    try {
      input.write(pid + "\n");
      input.flush();
    } catch (IOException guardIsGone) {
      // It only matters if this JVM is killed too.
    }
  }

  /** The functions are being stopped in the regular way. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
