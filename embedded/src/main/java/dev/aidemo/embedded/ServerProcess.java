package dev.aidemo.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a child process that prints a line when it is ready. */
final class ServerProcess implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServerProcess.class);
  private static final int START_TIMEOUT_SECONDS = 20;
  private static final int STOP_TIMEOUT_SECONDS = 2;

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts the command and waits until a line of its output contains the string {@code ready}.
   *
   * @throws IOException if the command cannot be run at all
   * @throws IllegalStateException if it ends instead or takes too long; the message has its last
   *     line
   */
  static ServerProcess start(List<String> command, String ready) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    ServerProcess server = new ServerProcess(process);
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    Thread watch = daemon(server::killIfSlow);
    String last = "no output";
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      log.debug(line);
      last = line;
      if (line.contains(ready)) {
        watch.interrupt();
        var unused = daemon(() -> drain(output));
        return server;
      }
    }
    watch.interrupt();
    server.close();
    throw new IllegalStateException(
        "%s did not start within %d s: %s".formatted(command.get(0), START_TIMEOUT_SECONDS, last));
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  /** Reads on, because the process blocks when its pipe is full. */
  private static void drain(BufferedReader output) {
    try {
      output.lines().forEach(log::debug);
    } catch (UncheckedIOException e) {
      // The process has ended.
    }
  }

  private void killIfSlow() {
    try {
      Thread.sleep(TimeUnit.SECONDS.toMillis(START_TIMEOUT_SECONDS));
      process.destroyForcibly();
    } catch (InterruptedException e) {
      // It is ready.
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "server-process");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
