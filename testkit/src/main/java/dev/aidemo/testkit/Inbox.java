package dev.aidemo.testkit;

import com.google.api.services.pubsub.model.PubsubMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Subscribes to a topic for a test, and collects what is published from then on. */
public final class Inbox {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int PAUSE_MILLISECONDS = 50;

  private final PubSub pubSub;
  private final String subscription;

  /** What {@link #await} has passed over. */
  private final List<Message> passedOver = new ArrayList<>();

  /** Holds a message as it was published. */
  public record Message(String data, Map<String, String> attributes) {
    private static Message of(PubsubMessage message) {
      byte[] data = Objects.requireNonNullElse(message.decodeData(), new byte[0]);
      return new Message(
          new String(data, StandardCharsets.UTF_8),
          Map.copyOf(Objects.requireNonNullElse(message.getAttributes(), Map.of())));
    }
  }

  private Inbox(PubSub pubSub, String subscription) {
    this.pubSub = pubSub;
    this.subscription = subscription;
  }

  /** Subscribes to a topic of the project that {@code environment} names. */
  public static Inbox of(String topic, Map<String, String> environment) {
    var pubSub =
        new PubSub(
            environment.getOrDefault("PUBSUB_EMULATOR_HOST", ""),
            environment.getOrDefault("PROJECT_ID", ""));
    String subscription = "inbox-" + topic;
    pubSub.createSubscription(subscription, topic);
    return new Inbox(pubSub, subscription);
  }

  /** Returns all messages that were not returned before, each once. */
  public List<Message> drain() {
    List<Message> messages = new ArrayList<>(passedOver);
    passedOver.clear();
    messages.addAll(take());
    return messages;
  }

  /** Waits for a message, and keeps those before it for {@link #drain} and later waits. */
  public Message await(Predicate<Message> wanted) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (System.nanoTime() < deadline) {
      passedOver.addAll(take());
      for (Message message : passedOver) {
        if (wanted.test(message)) {
          passedOver.remove(message);
          return message;
        }
      }
      pause();
    }
    throw new AssertionError(
        "no such message in " + subscription + " after " + TIMEOUT + ", only " + passedOver);
  }

  private List<Message> take() {
    return pubSub.take(subscription).stream()
        .map(received -> Message.of(received.getMessage()))
        .toList();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
