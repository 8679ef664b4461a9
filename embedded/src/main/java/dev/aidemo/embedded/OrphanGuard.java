package dev.aidemo.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Ends a server, and deletes its folder, when this JVM is killed and its shutdown hooks do not run:
 * a shell waits for the end of its input, which the operating system closes with the JVM.
 *
 * <p>The shell knows the file in which the server notes its number, and reads it only then. So it
 * can be told before the server is started, and a JVM that is killed while a server starts leaves
 * none behind: the shell waits ten seconds for the number of a server that has not noted it yet. A
 * number below zero is not the server's: PostgreSQL notes one while its folder is set up.
 */
final class OrphanGuard implements AutoCloseable {
  private static final String SCRIPT =
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

  private OrphanGuard(Process shell) {
    this.shell = shell;
  }

  /**
   * Watches over a server from now on.
   *
   * @param pidFile whose first line will be the server's number
   * @param folder what to delete after the server's end
   */
  static OrphanGuard over(Path pidFile, Path folder) throws IOException {
    return new OrphanGuard(
        new ProcessBuilder(List.of("sh", "-c", SCRIPT, pidFile.toString(), folder.toString()))
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
