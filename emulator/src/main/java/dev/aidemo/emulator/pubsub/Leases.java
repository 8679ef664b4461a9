package dev.aidemo.emulator.pubsub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the deliveries that receivers are working on, each until its acknowledgement deadline. */
final class Leases {
  private final Workers workers;
  private final Consumer<Lease> onExpiry;

  @GuardedBy("this")
  private final Map<String, Lease> leases = new HashMap<>();

  /**
   * Creates the leases of one subscription.
   *
   * @param onExpiry told of each lease whose deadline passes, outside every lock
   */
  Leases(Workers workers, Consumer<Lease> onExpiry) {
    this.workers = workers;
    this.onExpiry = onExpiry;
  }

  /**
   * Starts a lease.
   *
   * @param onEnd whom to tell when the delivery ends, in whatever way
   */
  synchronized void start(Delivery delivery, Duration deadline, Consumer<Delivery> onEnd) {
    Lease lease = new Lease(delivery, onEnd);
    lease.cancelExpiry = workers.after(deadline, () -> expire(lease));
    leases.put(delivery.ackId(), lease);
  }

  /** Returns the lease that ends with this, or null if it has ended already. */
  synchronized @Nullable Lease end(String ackId) {
    Lease lease = leases.remove(ackId);
    if (lease != null) {
      lease.cancelExpiry.run();
    }
    return lease;
  }

  /** Sets a new deadline, from now on. A lease that has ended already is ignored. */
  synchronized void extend(String ackId, Duration deadline) {
    Lease lease = end(ackId);
    if (lease != null) {
      start(lease.delivery, deadline, lease.onEnd);
    }
  }

  synchronized void clear() {
    leases.values().forEach(lease -> lease.cancelExpiry.run());
    leases.clear();
  }

  private void expire(Lease lease) {
    if (remove(lease)) {
      onExpiry.accept(lease);
    }
  }

  /** Returns false if the lease has ended, or was extended, while its expiry was on the way. */
  private synchronized boolean remove(Lease lease) {
    return leases.remove(lease.delivery.ackId(), lease);
  }

  /** Compared by identity: an extension is another lease of the same delivery. */
  static final class Lease {
    private final Delivery delivery;
    private final Consumer<Delivery> onEnd;
    private Runnable cancelExpiry = () -> {};

    private Lease(Delivery delivery, Consumer<Delivery> onEnd) {
      this.delivery = delivery;
      this.onEnd = onEnd;
    }

    Delivery delivery() {
      return delivery;
    }

    void tellEnd() {
      onEnd.accept(delivery);
    }
  }
}
