package dev.aidemo.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The server process of a PostgreSQL, as its data folder tells of it: zonky knows only the process
 * that started it.
 *
 * @param folder the data folder
 */
record Postmaster(Path folder) {
  private static final int RESTART_SECONDS = 30;

  Path pidFile() {
    return folder.resolve("postmaster.pid");
  }

  /** The number of the server process. */
  long pid() {
    return Long.parseLong(firstLine(pidFile()));
  }

  /** The server process, if there is one. */
  Optional<ProcessHandle> process() {
    return Files.exists(pidFile()) ? ProcessHandle.of(pid()) : Optional.empty();
  }

  /**
   * Ends all processes at once, and starts them with the options they had.
   *
   * @see <a href="https://www.postgresql.org/docs/15/app-pg-ctl.html">pg_ctl</a>
   */
  void restart() {
    List<String> command = new ArrayList<>();
    if (isOwnedByRoot()) {
      // PostgreSQL refuses to run as root: there it is started in a user namespace.
      command.addAll(List.of("unshare", "-U"));
    }
    String seconds = Integer.toString(RESTART_SECONDS);
    command.addAll(
        List.of(controller().toString(), "restart", "-D", folder.toString(), "-m", "immediate"));
    command.addAll(List.of("-w", "-t", seconds));
    try {
      Process control =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      if (!control.waitFor(2 * RESTART_SECONDS, TimeUnit.SECONDS) || control.exitValue() != 0) {
        throw new IllegalStateException("PostgreSQL does not start again within " + seconds + " s");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run pg_ctl", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while PostgreSQL was starting", e);
    }
  }

  /** Beside the server's program, with which the file of its options begins. */
  private Path controller() {
    String options = firstLine(folder.resolve("postmaster.opts"));
    return Path.of(options.substring(0, options.indexOf(' '))).resolveSibling("pg_ctl");
  }

  private boolean isOwnedByRoot() {
    try {
      return Files.getOwner(folder).getName().equals("root");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String firstLine(Path file) {
    try {
      return Files.readAllLines(file).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not run", e);
    }
  }
}
