package dev.aidemo.benchmarks.platform;

import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.embedded.PortReservation;
import dev.aidemo.operations.Wait;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.text.DecimalFormat;
import java.util.Optional;

/** Pushes events to a function that runs in a JVM of its own. */
public final class RunningFunction implements AutoCloseable {
  /** A function that does nothing, as deployed like {@code prediction}. */
  public static final DeployedFunction TRIVIAL = trivial();

  private static final int START_TIMEOUT_SECONDS = 180;

  private final DeployedFunction function;
  private final double processors;
  private final PortReservation port;
  private final MeasuredProcess process;

  RunningFunction(
      DeployedFunction function, double processors, PortReservation port, MeasuredProcess process) {
    this.function = function;
    this.processors = processors;
    this.port = port;
    this.process = process;
  }

  private static DeployedFunction trivial() {
    DeployedFunction like = DeployedFunction.of("prediction");
    return new DeployedFunction(
        "trivial",
        "dev.aidemo.benchmarks.program.TrivialFunction",
        like.trigger(),
        Optional.empty(),
        like.memoryMegabytes(),
        like.maxInstances(),
        like.javaOptions());
  }

  public DeployedFunction function() {
    return function;
  }

  /** Names something that is measured of the function within its limits. */
  public Measure measure(String name, String unit) {
    Measure measure = Measure.of(name, unit).with("function", function.module());
    return process.group().isPresent()
        ? measure
            .with("cpus", new DecimalFormat("0.###").format(processors))
            .with("limit", function.memoryMegabytes() + " MB")
        : measure.with("limits", "none");
  }

  /** Waits until it listens. */
  public void awaitListening() throws IOException {
    while (!listens()) {
      process.requireAlive();
      if (process.seconds() > START_TIMEOUT_SECONDS) {
        throw new IOException(function + " does not listen after 3 minutes");
      }
      Wait.milliseconds(2);
    }
  }

  /** Pushes an event, and returns whether it was acknowledged. */
  public boolean push(Event event) throws IOException {
    try {
      return event.push(port.port()) == 200;
    } catch (IOException e) {
      process.requireAlive();
      throw e;
    }
  }

  /** Pushes an event that must be acknowledged, and returns the seconds it took. */
  public double deliver(Event event) throws IOException {
    long start = System.nanoTime();
    if (!push(event)) {
      throw new IOException(function + " fails an event, see its log in benchmarks/target/logs");
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
