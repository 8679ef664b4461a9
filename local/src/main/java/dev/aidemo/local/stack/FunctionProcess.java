package dev.aidemo.local.stack;

import dev.aidemo.operations.Wait;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * One function in a JVM of its own, as the platform runs it: its JAR, the Functions Framework, and
 * nothing but environment variables to tell it where it is. When it ends by itself, it is started
 * again.
 */
public final class FunctionProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(3);

  /** Time to learn that the whole stack is being stopped: Ctrl-C reaches every process at once. */
  private static final Executor SOON = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final DeployedFunction function;
  private final ProcessBuilder builder;
  private final FunctionLog log;
  private final PortReservation port;
  private final Consumer<String> notes;
  private final LongConsumer started;
  private Process process;
  private boolean closed;

  /**
   * Starts the function as Google's managed runtime does, and returns before it is ready.
   *
   * @param invoker the Functions Framework's JAR
   */
  public FunctionProcess(
      DeployedFunction function,
      Path invoker,
      Path jar,
      Map<String, String> variables,
      Path logs,
      Consumer<String> notes,
      LongConsumer started) {
    this(function, Launcher.managed(invoker), jar, variables, logs, notes, started);
  }

  /**
   * Starts the function, and returns before it is ready.
   *
   * @param launcher how its JVM is started
   * @param jar the function's
   * @param variables its environment
   * @param logs the folder of its log file
   * @param notes told, in one line, when the process ended and is started again
   * @param started told the number of each process that is started
   * @throws StackException if the process cannot be started
   */
  public FunctionProcess(
      DeployedFunction function,
      Launcher launcher,
      Path jar,
      Map<String, String> variables,
      Path logs,
      Consumer<String> notes,
      LongConsumer started) {
    this.function = function;
    this.log = new FunctionLog(logs.resolve(function.module() + ".log"));
    this.notes = notes;
    this.started = started;
    this.port = PortReservation.take();
    this.builder = new ProcessBuilder(launcher.command(function, jar, port.port()));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(variables);
    environment.put("JAVA_TOOL_OPTIONS", function.limitedJavaOptions());
    log.clear();
    this.process = run();
  }

  /** Where Pub/Sub pushes to. */
  public String endpoint() {
    return "http://127.0.0.1:" + port.port() + "/";
  }

  public synchronized long pid() {
    return process.pid();
  }

  /**
   * Waits until the function listens.
   *
   * @throws StackException if it ends instead, or takes too long; the message has what it said last
   */
  public void awaitReady() {
    Instant deadline = Instant.now().plus(LONGEST_START);
    // The framework makes the function before it listens: an open port is a good configuration.
    while (!listens()) {
      if (!isAlive()) {
        throw new StackException(function.module() + " does not start: " + log.lastWords());
      }
      if (Instant.now().isAfter(deadline)) {
        throw new StackException(
            "%s is not ready after %d s: %s"
                .formatted(function.module(), LONGEST_START.toSeconds(), log.lastWords()));
      }
      Wait.milliseconds(25);
    }
    watch();
  }

  /** Asks the process to end, and returns at once. */
  void stop() {
    synchronized (this) {
      closed = true;
      process.destroy();
    }
  }

  /** Ends the process, by force if it does not obey within seconds. */
  @Override
  public void close() {
    stop();
    try {
      if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      port.close();
    }
  }

  private synchronized boolean isAlive() {
    return process.isAlive();
  }

  private boolean listens() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port.port())) {
      return socket.isConnected() && isAlive();
    } catch (IOException notYet) {
      return false;
    }
  }

  private synchronized void runAgain() {
    if (!closed) {
      notes.accept(
          "%s ended with exit code %d and is started again: %s"
              .formatted(function.module(), process.exitValue(), log.lastWords()));
      process = run();
      watch();
    }
  }

  private synchronized void watch() {
    var unused = process.onExit().thenRunAsync(this::runAgain, SOON);
  }

  private Process run() {
    try {
      builder.redirectErrorStream(true).redirectOutput(log.appending());
      Process running = builder.start();
      running.getOutputStream().close();
      started.accept(running.pid());
      return running;
    } catch (IOException e) {
      throw new StackException(function.module() + " does not start: " + e.getMessage(), e);
    }
  }
}
