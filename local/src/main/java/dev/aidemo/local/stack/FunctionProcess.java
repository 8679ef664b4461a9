package dev.aidemo.local.stack;

import dev.aidemo.embedded.PortReservation;
import dev.aidemo.operations.Wait;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
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
 * Runs a function in a JVM of its own, as the platform does: with its JAR, the Functions Framework
 * and environment variables. If the process ends by itself, it is started again.
 */
public final class FunctionProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

  /** Waits before a restart, because Ctrl-C reaches every process at once. */
  private static final Executor RESTART_DELAY =
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final DeployedFunction function;
  private final ProcessBuilder builder;
  private final FunctionLog log;
  private final PortReservation port;
  private final Consumer<String> notes;
  private final LongConsumer started;
  private Process process;
  private boolean closed;

  /**
   * Starts the function as Google's managed runtime does, and returns before it listens.
   *
   * @param invoker the JAR of the Functions Framework
   */
  public FunctionProcess(
      DeployedFunction function,
      Path invoker,
      Path jar,
      Map<String, String> variables,
      Path logs,
      Consumer<String> notes,
      LongConsumer started) {
    this(function, Launcher.managed(invoker), jar, 0, variables, logs, notes, started);
  }

  /**
   * Starts the function, and returns before it listens.
   *
   * @param launcher makes the command line
   * @param jar the JAR of the function
   * @param port where it listens, 0 for any free port
   * @param variables its environment
   * @param logs the folder of its log file
   * @param notes gets a line when the process ended and is started again
   * @param started gets the id of each process
   * @throws StackException if the process cannot be started, or something listens on the port
   */
  public FunctionProcess(
      DeployedFunction function,
      Launcher launcher,
      Path jar,
      int port,
      Map<String, String> variables,
      Path logs,
      Consumer<String> notes,
      LongConsumer started) {
    this.function = function;
    this.log = new FunctionLog(logs.resolve(function.module() + ".log"));
    this.notes = notes;
    this.started = started;
    this.port = reserve(function, port);
    this.builder = new ProcessBuilder(launcher.command(function, jar, this.port.port()));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(variables);
    environment.put("JAVA_TOOL_OPTIONS", function.limitedJavaOptions());
    log.clear();
    this.process = run();
  }

  private static PortReservation reserve(DeployedFunction function, int port) {
    try {
      return port == 0 ? PortReservation.take() : PortReservation.take(port);
    } catch (IllegalStateException e) {
      throw new StackException(function.module() + ": " + e.getMessage(), e);
    }
  }

  /** Returns the URL that Pub/Sub pushes to, or that clients call. */
  public String endpoint() {
    return "http://127.0.0.1:" + port.port() + "/";
  }

  /** Returns the id of the current process. */
  public synchronized long pid() {
    return process.pid();
  }

  /**
   * Waits until the function listens.
   *
   * @throws StackException if it ends instead or takes too long; the message has its last error
   */
  public void awaitReady() {
    Instant deadline = Instant.now().plus(START_TIMEOUT);
    // The framework creates the function before it listens, so the configuration is good then.
    while (!(port.isListening() && isAlive())) {
      if (!isAlive()) {
        throw new StackException(function.module() + " does not start: " + log.lastError());
      }
      if (Instant.now().isAfter(deadline)) {
        throw new StackException(
            "%s is not ready after %d s: %s"
                .formatted(function.module(), START_TIMEOUT.toSeconds(), log.lastError()));
      }
      Wait.milliseconds(25);
    }
    watch();
  }

  /** Asks the process to end, and does not wait for it. */
  void stop() {
    synchronized (this) {
      closed = true;
      process.destroy();
    }
  }

  /** Ends the process, by force after three seconds. */
  @Override
  public void close() {
    stop();
    try {
      if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
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

  private synchronized void restart() {
    if (!closed) {
      notes.accept(
          "%s ended with exit code %d and is restarted: %s"
              .formatted(function.module(), process.exitValue(), log.lastError()));
      process = run();
      watch();
    }
  }

  private synchronized void watch() {
    var unused = process.onExit().thenRunAsync(this::restart, RESTART_DELAY);
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
