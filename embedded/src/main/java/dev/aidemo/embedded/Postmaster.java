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
 * Finds the server process of a PostgreSQL in its data folder, because the library knows only the
 * process that started the server.
 *
 * @param folder the data folder
 */
record Postmaster(Path folder) {
  private static final int RESTART_TIMEOUT_SECONDS = 30;

  Path pidFile() {
    return folder.resolve("postmaster.pid");
  }

  /** Returns the id of the server process. */
  long pid() {
    return Long.parseLong(firstLine(pidFile()));
  }

  /** Returns the server process, if there is one. */
  Optional<ProcessHandle> process() {
    return Files.exists(pidFile()) ? ProcessHandle.of(pid()) : Optional.empty();
  }

  /**
   * Kills all processes of the server, and starts it with the same options.
   *
   * @see <a href="https://www.postgresql.org/docs/15/app-pg-ctl.html">pg_ctl</a>
   */
  void restart() {
    List<String> command = new ArrayList<>();
    if (isOwnedByRoot()) {
      // PostgreSQL does not run as root, unless in a user namespace.
      command.addAll(List.of("unshare", "-U"));
    }
    String seconds = Integer.toString(RESTART_TIMEOUT_SECONDS);
    command.addAll(
        List.of(pgCtl().toString(), "restart", "-D", folder.toString(), "-m", "immediate"));
    command.addAll(List.of("-w", "-t", seconds));
    try {
      Process control =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      if (!control.waitFor(2 * RESTART_TIMEOUT_SECONDS, TimeUnit.SECONDS)
          || control.exitValue() != 0) {
        throw new IllegalStateException("PostgreSQL does not start again within " + seconds + " s");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run pg_ctl", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while PostgreSQL was starting", e);
    }
  }

  /** Returns pg_ctl, which is beside the program that the first line of the options names. */
  private Path pgCtl() {
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
      throw new UncheckedIOException("PostgreSQL is not running", e);
    }
  }
}
