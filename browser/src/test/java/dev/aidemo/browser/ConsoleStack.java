package dev.aidemo.browser;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.aidemo.embedded.RedisServer;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackPorts;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.pubsub.PubSubClients;
import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the whole system for the tests of this module, with a Redis that can be lost. It starts with
 * the first test and stops with the JVM.
 */
final class ConsoleStack {
  private static @Nullable ConsoleStack running;

  private final LocalStack stack;
  private final StackVariables variables;
  private RedisServer redis = RedisServer.start(0);

  private ConsoleStack() throws IOException {
    var services = Map.of("REDISHOST", redis.host(), "REDISPORT", Integer.toString(redis.port()));
    this.stack =
        new LocalStack(
            new StackOptions(
                Services.projectFolder(),
                Files.createTempDirectory("console-stack"),
                services,
                StackPorts.ANY),
            note -> {});
    this.variables = stack.start();
  }

  static synchronized ConsoleStack shared() {
    if (running == null) {
      try {
        running = new ConsoleStack();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(running::close));
    }
    return running;
  }

  /** Returns the address that {@code up} prints, with the key. */
  String address() {
    return variables.consoleAddress();
  }

  /** Returns the address of the page without the key. */
  String origin() {
    return variables.value("CONSOLE_URL");
  }

  void loseRedis() {
    redis.close();
  }

  void recoverRedis() {
    redis = RedisServer.start(variables.port("REDISPORT"));
  }

  /** Publishes a prediction, as the function of this name does. */
  void predict(String payload) {
    try (var pubSub = new PubSubClients(variables.environment())) {
      pubSub.publish(
          "prediction",
          PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(payload)).build());
    }
  }

  /** Leaves a request in the dead-letter topic, as a function does that could not handle it. */
  void deadLetter(String payload, String reason) {
    try (var pubSub = new PubSubClients(variables.environment())) {
      pubSub.publish(
          "dead-letter",
          PubsubMessage.newBuilder()
              .setData(ByteString.copyFromUtf8(payload))
              .putAttributes("dead-letter-reason", reason)
              .putAttributes("dead-letter-topic", "request")
              .putAttributes("dead-letter-message-id", "1")
              .putAttributes("dead-letter-publish-time", "2026-11-24T17:00:00Z")
              .build());
    }
  }

  private void close() {
    stack.close();
    redis.close();
  }
}
