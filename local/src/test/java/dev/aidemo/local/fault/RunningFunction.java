package dev.aidemo.local.fault;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.local.stack.BuiltFunctions;
import dev.aidemo.local.stack.DeliveryForm;
import dev.aidemo.local.stack.FunctionProcess;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Runs a function from its deployable, and delivers messages to it. */
final class RunningFunction implements AutoCloseable {
  /** As many messages as the local stack delivers to a function at once. */
  private static final int MAX_OUTSTANDING = 4;

  private static final Executor THREADS = task -> new Thread(task, "delivery").start();

  private final DeployedFunction function;
  private final FunctionProcess process;
  private final long pid;

  /** Holds what Pub/Sub sees of a delivery. */
  record Answer(int status, Duration after) {}

  private RunningFunction(DeployedFunction function, FunctionProcess process) {
    this.function = function;
    this.process = process;
    this.pid = process.pid();
  }

  static RunningFunction start(
      DeployedFunction function, Map<String, String> environment, Path logs) {
    FunctionProcess process = BuiltFunctions.start(function, environment, logs);
    process.awaitReady();
    var running = new RunningFunction(function, process);
    running.deliverUntilHandled();
    return running;
  }

  /** Delivers a message until it is handled, as Pub/Sub does, and returns how long that took. */
  Duration deliverUntilHandled() {
    byte[] message = message();
    long start = System.nanoTime();
    Waiting.until(function.module() + " to work", () -> deliver(message).status() == 200);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  Answer deliver(byte[] message) {
    long start = System.nanoTime();
    try {
      int status =
          DeliveryForm.SECOND_GENERATION.deliver(process.endpoint(), message, function.trigger());
      return new Answer(status, Duration.ofNanos(System.nanoTime() - start));
    } catch (Exception e) {
      throw new AssertionError(function.module() + " does not answer: " + e, e);
    }
  }

  /** Delivers as many messages at once as the local stack does. */
  List<Answer> deliverAtOnce() {
    List<CompletableFuture<Answer>> deliveries =
        IntStream.range(0, MAX_OUTSTANDING)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> deliver(message()), THREADS))
            .toList();
    return deliveries.stream().map(CompletableFuture::join).toList();
  }

  /** Returns a valid message that the function has not seen. */
  byte[] message() {
    return message(UUID.randomUUID());
  }

  byte[] message(UUID batch) {
    var features = new Features(ThreadLocalRandom.current().nextDouble(5), 1, 2, 3);
    return switch (function.module()) {
      case "prediction" -> new PredictionRequest(batch, List.of("a"), List.of(features)).encode();
      case "training" -> new Feedback(batch, List.of("a"), List.of(true)).encode();
      default ->
          new Prediction(
                  batch,
                  List.of("a"),
                  List.of(features),
                  List.of(Verdict.REAL),
                  null,
                  null,
                  null,
                  null)
              .encode();
    };
  }

  boolean wasNeverRestarted() {
    return process.pid() == pid && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Override
  public void close() {
    process.close();
  }
}
