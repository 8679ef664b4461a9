package dev.aidemo.benchmarks.process;

import dev.aidemo.embedded.PortReservation;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A function's JVM with a port of its own and nothing in its environment but what it is given,
 * {@code PATH} and {@code PORT}. It is killed in the end, and with this JVM.
 */
public final class MeasuredProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final int STOP_SECONDS = 10;
  private static final int POLL_MILLISECONDS = 2;

  private final PortReservation port = PortReservation.take();
  private final Path log;
  private final long start = System.nanoTime();
  private final Process process;
  private final AtExit exit;

  /**
   * Starts it, and returns before it listens.
   *
   * @param command reads the variable {@code PORT}
   * @param log the file that its output is added to
   * @throws IOException if it cannot be started
   */
  public MeasuredProcess(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    this.log = log;
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().putAll(environment);
    builder.environment().put("PORT", Integer.toString(port.port()));
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    try {
      this.process = builder.start();
    } catch (IOException e) {
      port.close();
      throw e;
    }
    this.exit = new AtExit(process::destroyForcibly);
  }

  /**
   * Waits until somebody listens at its port.
   *
   * @return seconds since it was started
   * @throws IOException if it ends instead, or takes minutes
   */
  public double awaitListening() throws IOException {
    while (!listens()) {
      requireAlive();
      if (seconds() > LONGEST_START.toSeconds()) {
        throw new IOException("it does not listen within " + LONGEST_START + ", see " + log);
      }
      Pauses.milliseconds(POLL_MILLISECONDS);
    }
    return seconds();
  }

  /**
   * Pushes an event and waits for the answer.
   *
   * @return seconds since it was started
   * @throws RefusedEventException if it is not acknowledged
   * @throws IOException if it is not answered
   */
  public double deliver(Push push) throws IOException {
    try {
      int status = push.send(port.port());
      if (status != Push.ACKNOWLEDGED) {
        throw new RefusedEventException("it answers " + status + ", see " + log);
      }
      return seconds();
    } catch (IOException e) {
      requireAlive();
      throw e;
    }
  }

  /** The most memory that it had resident at once, in units of 1,048,576 bytes. */
  public double peakMegabytes() {
    return ProcessUse.peakMegabytes(process.pid());
  }

  /** How much of the processors it has used. */
  public double processorSeconds() {
    return ProcessUse.processorSeconds(process.pid());
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private boolean listens() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port.port())) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private void requireAlive() throws IOException {
    if (!process.isAlive()) {
      // 137 is a kill, as of a process that needs more memory than its group may have.
      throw new IOException("it ended with exit code " + process.exitValue() + ", see " + log);
    }
  }

  /** Kills it, and waits for its end. */
  @Override
  public void close() {
    try {
      if (!process.destroyForcibly().waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + process.pid() + " cannot be killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      port.close();
    }
    exit.cancel();
  }
}
