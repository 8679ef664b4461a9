package dev.aidemo.embedded;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends child processes if this JVM is killed, when no shutdown hook runs: a shell waits for the end
 * of its input, which the operating system closes with the JVM.
 */
public final class OrphanGuard implements AutoCloseable {
  private static final String END_PROCESSES =
      """
      while read -r pid; do pids="$pids $pid"; done
      kill -TERM $pids
      """;

  /** Ignores negative numbers, which PostgreSQL writes while it sets up its folder. */
  private static final String END_SERVER =
      """
      read -r nothing
      for second in 1 2 3 4 5 6 7 8 9 10; do
        pid=$(head -n 1 "$0" 2>/dev/null)
        case $pid in
          ''|*[!0-9]*) [ -d "$1" ] || exit; pid=; sleep 1;;
          *) break;;
        esac
      done
      if [ -n "$pid" ]; then
        kill -TERM "$pid"; kill -CONT "$pid"
        sleep 1
        kill -KILL "$pid"
      fi
      rm -rf "$1"
      """;

  private final Process shell;
  private final BufferedWriter input;

  private OrphanGuard(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script));
    command.addAll(List.of(arguments));
    try {
      this.shell =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run sh: " + e.getMessage(), e);
    }
    this.input = shell.outputWriter(StandardCharsets.UTF_8);
  }

  /** Guards the processes that {@link #add} names. */
  public static OrphanGuard ofProcesses() {
    return new OrphanGuard(END_PROCESSES);
  }

  /**
   * Guards a server that is not started yet, so that a JVM that is killed meanwhile leaves none
   * behind. The shell reads the server's process id from its file when the JVM is gone, and waits
   * ten seconds for it if need be.
   *
   * @param pidFile the file into which the server writes its process id as the first line
   * @param folder what to delete when the server has ended
   */
  static OrphanGuard ofServer(Path pidFile, Path folder) {
    return new OrphanGuard(END_SERVER, pidFile.toString(), folder.toString());
  }

  /** Guards one more process. */
  public synchronized void add(long pid) {
    try {
      input.write(pid + "\n");
      input.flush();
    } catch (IOException e) {
      // The shell was killed, which matters only if this JVM is killed, too.
    }
  }

  /** Ends the guard, because the processes are stopped in the regular way. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
