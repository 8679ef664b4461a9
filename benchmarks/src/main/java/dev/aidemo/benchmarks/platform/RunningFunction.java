package dev.aidemo.benchmarks.platform;

import dev.aidemo.local.stack.PortReservation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;

/** Pushes events to a function that runs in a JVM of its own. */
public final class RunningFunction implements AutoCloseable {
  private static final int START_TIMEOUT_SECONDS = 180;
  private static final int ACKNOWLEDGED = 200;

  private final PortReservation port;
  private final MeasuredProcess process;

  RunningFunction(PortReservation port, MeasuredProcess process) {
    this.port = port;
    this.process = process;
  }

  /** Waits until it listens. */
  public void awaitListening() throws IOException {
    while (!listens()) {
      process.requireAlive();
      if (process.seconds() > START_TIMEOUT_SECONDS) {
        throw new IOException(
            "the function does not listen after %d s".formatted(START_TIMEOUT_SECONDS));
      }
      MeasuredProcess.pause(2);
    }
  }

  /** Pushes an event, and returns whether it was acknowledged. */
  public boolean push(Event event) throws IOException {
    try {
      return event.push(URI.create("http://127.0.0.1:" + port.port() + "/")) == ACKNOWLEDGED;
    } catch (IOException e) {
      process.requireAlive();
      throw e;
    }
  }

  /** Pushes an event that must be acknowledged, and returns the seconds it took. */
  public double deliver(Event event) throws IOException {
    long start = System.nanoTime();
    if (!push(event)) {
      throw new IOException(
          "the function does not acknowledge an event, see benchmarks/target/logs");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Returns what it uses. */
  public MeasuredProcess process() {
    return process;
  }

  private boolean listens() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port.port())) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.close();
    port.close();
  }
}
