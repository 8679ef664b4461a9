package dev.aidemo.emulator.pubsub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one subscription. Each is ready, or out on a lease, or waiting for its next
 * attempt; it leaves when it is acknowledged or has become a dead letter.
 */
final class Backlog {
  private final Workers workers;
  private final Supplier<Subscription> settings;
  private final DeadLetters deadLetters;
  private final List<Receiver> receivers = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  @GuardedBy("this")
  private final Deque<Entry> ready = new ArrayDeque<>();

  @GuardedBy("this")
  private final Map<String, Lease> leases = new HashMap<>();

  @GuardedBy("this")
  private long leaseCount;

  @GuardedBy("this")
  private boolean closed;

  Backlog(Workers workers, Supplier<Subscription> settings, DeadLetters deadLetters) {
    this.workers = workers;
    this.settings = settings;
    this.deadLetters = deadLetters;
  }

  void add(PubsubMessage message) {
    makeReady(new Entry(message, 0));
  }

  /**
   * Hands out ready messages, oldest first, until the deadline or their end.
   *
   * @param maximumBytes of data; the first message is handed out whatever its size
   * @param onEnd told when a delivery ends, for whatever reason, outside every lock
   */
  synchronized List<Delivery> lease(
      int maximum, long maximumBytes, Duration deadline, Consumer<Delivery> onEnd) {
    List<Delivery> deliveries = new ArrayList<>();
    long bytes = 0;
    while (deliveries.size() < maximum && !ready.isEmpty()) {
      Entry next = ready.element();
      bytes += next.message.getSerializedSize();
      if (bytes > maximumBytes && !deliveries.isEmpty()) {
        break;
      }
      ready.remove();
      String ackId = settings.get().getName() + ":" + ++leaseCount;
      Delivery delivery = new Delivery(ackId, next.message, next.attempts + 1);
      leases.put(ackId, new Lease(delivery, onEnd, expire(ackId, deadline)));
      deliveries.add(delivery);
    }
    return deliveries;
  }

  /** Forgets the message. A delivery that has ended already is ignored. */
  void acknowledge(String ackId) {
    Lease ended = end(ackId);
    if (ended != null) {
      ended.onEnd.accept(ended.delivery);
    }
  }

  /** Counts the attempt as failed. A delivery that has ended already is ignored. */
  void nack(String ackId) {
    Lease ended = end(ackId);
    if (ended != null) {
      retry(ended.delivery);
      ended.onEnd.accept(ended.delivery);
    }
  }

  /** Sets a new deadline, from now on. A delivery that has ended already is ignored. */
  synchronized void extend(String ackId, Duration deadline) {
    Lease lease = leases.get(ackId);
    if (lease != null) {
      lease.cancelExpiry.run();
      leases.put(ackId, new Lease(lease.delivery, lease.onEnd, expire(ackId, deadline)));
    }
  }

  void addReceiver(Receiver receiver) {
    receivers.add(receiver);
    receiver.wake();
  }

  void removeReceiver(Receiver receiver) {
    receivers.remove(receiver);
  }

  void close() {
    synchronized (this) {
      closed = true;
      ready.clear();
      leases.values().forEach(lease -> lease.cancelExpiry.run());
      leases.clear();
    }
    receivers.forEach(Receiver::end);
    receivers.clear();
  }

  private Runnable expire(String ackId, Duration deadline) {
    return workers.after(deadline, () -> nack(ackId));
  }

  private synchronized @Nullable Lease end(String ackId) {
    Lease lease = leases.remove(ackId);
    if (lease != null) {
      lease.cancelExpiry.run();
    }
    return lease;
  }

  private void retry(Delivery failed) {
    Subscription subscription = settings.get();
    if (deadLetters.take(failed, subscription)) {
      return;
    }
    Entry entry = new Entry(failed.message(), failed.attempt());
    Duration delay = RetryDelay.after(failed.attempt(), subscription);
    if (delay.isZero()) {
      makeReady(entry);
    } else {
      var unused = workers.after(delay, () -> makeReady(entry));
    }
  }

  private void makeReady(Entry entry) {
    synchronized (this) {
      if (closed) {
        return;
      }
      ready.add(entry);
    }
    // The first one woken usually gets the message, so the turn goes round.
    List<Receiver> all = List.copyOf(receivers);
    int first = Math.floorMod(turn.getAndIncrement(), Math.max(1, all.size()));
    all.subList(first, all.size()).forEach(Receiver::wake);
    all.subList(0, first).forEach(Receiver::wake);
  }

  /** Where messages go that have failed too often. */
  interface DeadLetters {
    /** Takes the message over, or answers false: it is to be tried again. */
    boolean take(Delivery failed, Subscription subscription);
  }

  private record Entry(PubsubMessage message, int attempts) {}

  private record Lease(Delivery delivery, Consumer<Delivery> onEnd, Runnable cancelExpiry) {}
}
