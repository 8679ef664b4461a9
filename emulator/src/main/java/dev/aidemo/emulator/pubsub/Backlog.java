package dev.aidemo.emulator.pubsub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.aidemo.emulator.pubsub.Leases.Lease;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps the messages of one subscription until they are acknowledged or dead-lettered. Each is
 * ready, or leased to a receiver, or waits for its next attempt.
 */
final class Backlog {
  private final Workers workers;
  private final Supplier<Subscription> settings;
  private final DeadLetters deadLetters;
  private final Leases leases;
  private final Receivers receivers = new Receivers();

  @GuardedBy("this")
  private final Deque<Entry> ready = new ArrayDeque<>();

  /** When each message that is not acknowledged was published, by its id, in that order. */
  @GuardedBy("this")
  private final Map<String, Timestamp> unacknowledged = new LinkedHashMap<>();

  @GuardedBy("this")
  private long leaseCount;

  @GuardedBy("this")
  private boolean closed;

  Backlog(Workers workers, Supplier<Subscription> settings, DeadLetters deadLetters) {
    this.workers = workers;
    this.settings = settings;
    this.deadLetters = deadLetters;
    this.leases = new Leases(workers, this::retry);
  }

  Receivers receivers() {
    return receivers;
  }

  void add(PubsubMessage message) {
    synchronized (this) {
      unacknowledged.put(message.getMessageId(), message.getPublishTime());
    }
    makeReady(new Entry(message, 0));
  }

  /**
   * Leases ready messages, oldest first, until the deadline or their end.
   *
   * @param maxBytes of all messages together; the first one is leased whatever its size
   * @param onEnd told when a delivery ends, in whatever way, outside every lock
   */
  synchronized List<Delivery> lease(
      int maxMessages, long maxBytes, Duration deadline, Consumer<Delivery> onEnd) {
    List<Delivery> deliveries = new ArrayList<>();
    long bytes = 0;
    while (deliveries.size() < maxMessages && !ready.isEmpty()) {
      Entry next = ready.element();
      bytes += next.message.getSerializedSize();
      if (bytes > maxBytes && !deliveries.isEmpty()) {
        break;
      }
      ready.remove();
      String ackId = settings.get().getName() + ":" + ++leaseCount;
      Delivery delivery = new Delivery(ackId, next.message, next.attempts + 1);
      leases.start(delivery, deadline, onEnd);
      deliveries.add(delivery);
    }
    return deliveries;
  }

  /** Forgets the message. A delivery that has ended already is ignored. */
  void acknowledge(String ackId) {
    Lease ended = leases.end(ackId);
    if (ended != null) {
      forget(ended.delivery());
      ended.tellEnd();
    }
  }

  /** Tells how far the subscription is behind. */
  synchronized SubscriptionBacklog state() {
    Duration oldest =
        unacknowledged.values().stream()
            .findFirst()
            .map(published -> System.currentTimeMillis() - Timestamps.toMillis(published))
            .map(Duration::ofMillis)
            .orElse(Duration.ZERO);
    String id = ResourceNames.id(settings.get().getName());
    return new SubscriptionBacklog(id, unacknowledged.size(), oldest);
  }

  /** Counts the attempt as failed. A delivery that has ended already is ignored. */
  void nack(String ackId) {
    Lease ended = leases.end(ackId);
    if (ended != null) {
      retry(ended);
    }
  }

  /**
   * Sets a new deadline, from now on; zero seconds are a nack. A delivery that has ended already is
   * ignored.
   */
  void modifyDeadline(String ackId, int seconds) {
    SubscriptionRules.requireRange(
        "ack_deadline_seconds", seconds, 0, SubscriptionRules.MAX_ACK_DEADLINE_SECONDS);
    if (seconds == 0) {
      nack(ackId);
    } else {
      leases.extend(ackId, Duration.ofSeconds(seconds));
    }
  }

  void close() {
    synchronized (this) {
      closed = true;
      ready.clear();
      unacknowledged.clear();
    }
    leases.clear();
    receivers.close();
  }

  private void retry(Lease failed) {
    Delivery delivery = failed.delivery();
    Subscription subscription = settings.get();
    if (deadLetters.take(delivery, subscription)) {
      forget(delivery);
    } else {
      Entry entry = new Entry(delivery.message(), delivery.attempt());
      Duration delay = RetryDelay.after(delivery.attempt(), subscription);
      if (delay.isZero()) {
        makeReady(entry);
      } else {
        var unused = workers.after(delay, () -> makeReady(entry));
      }
    }
    failed.tellEnd();
  }

  private synchronized void forget(Delivery delivery) {
    unacknowledged.remove(delivery.message().getMessageId());
  }

  private void makeReady(Entry entry) {
    synchronized (this) {
      if (closed) {
        return;
      }
      ready.add(entry);
    }
    receivers.wake();
  }

  /** Takes over messages that have failed too often. */
  interface DeadLetters {
    /** Takes the message over, or returns false: it is to be tried again. */
    boolean take(Delivery failed, Subscription subscription);
  }

  private record Entry(PubsubMessage message, int attempts) {}
}
