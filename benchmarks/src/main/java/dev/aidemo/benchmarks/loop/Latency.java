package dev.aidemo.benchmarks.loop;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long it takes from the moment at which a request is due to be published until its predictions
 * can be read. The requests come at a fixed rate, whether or not those before were answered; half
 * way between two of them a message goes to a subscription that does nothing.
 *
 * <p>A reader asks Redis and PostgreSQL in turn, and again half a millisecond after their answers,
 * while there is something to wait for: so each time is at most a millisecond too long.
 */
final class Latency {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(500);

  /** More than can be under way at once. */
  private static final int SHOWN = 40;

  private final Broker broker;
  private final Progress progress;
  private final Batches batches;
  private final Reference reference;
  private final Map<UUID, Long> due = new ConcurrentHashMap<>();
  private final Set<UUID> missingInRedis = ConcurrentHashMap.newKeySet();
  private final Set<UUID> missingInTable = ConcurrentHashMap.newKeySet();
  private final List<Long> inRedis = new ArrayList<>();
  private final List<Long> inTable = new ArrayList<>();
  private final List<Long> inBoth = new ArrayList<>();
  private final List<Long> references = new ArrayList<>();

  Latency(Load load) {
    this.broker = load.broker();
    this.progress = load.progress();
    this.batches = load.batches();
    this.reference = load.reference();
  }

  /** What one round found, in milliseconds. */
  record Found(Percentiles redis, Percentiles table, Percentiles both, Percentiles reference) {}

  /**
   * Measures one round.
   *
   * @throws IllegalStateException if a batch cannot be read a minute after the last was published
   */
  Found measure(int count, double perSecond) throws SQLException {
    CompletableFuture<Void> publisher = CompletableFuture.runAsync(() -> publish(count, perSecond));
    long deadline = Long.MAX_VALUE;
    while (inBoth.size() < count) {
      if (publisher.isDone()) {
        publisher.join();
        deadline = Math.min(deadline, System.nanoTime() + LONGEST_WAIT.toNanos());
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException((count - inBoth.size()) + " batches cannot be read");
      }
      poll();
      LockSupport.parkNanos(PAUSE);
    }
    publisher.join();
    return new Found(
        Percentiles.of(inRedis),
        Percentiles.of(inTable),
        Percentiles.of(inBoth),
        Percentiles.of(references));
  }

  private void publish(int count, double perSecond) {
    long period = (long) (1e9 / perSecond);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      UUID batch = UUID.randomUUID();
      byte[] request = batches.request(batch);
      long time = start + i * period;
      sleepUntil(time);
      missingInRedis.add(batch);
      missingInTable.add(batch);
      due.put(batch, time);
      broker.publish("request", List.of(request));
      sleepUntil(time + period / 2);
      references.add(reference.roundTrip(request));
    }
  }

  private void poll() throws SQLException {
    if (!missingInRedis.isEmpty()) {
      Set<UUID> shown = new HashSet<>(progress.shown(SHOWN));
      shown.retainAll(missingInRedis);
      note(shown, missingInRedis, missingInTable, inRedis);
    }
    if (!missingInTable.isEmpty()) {
      Set<UUID> stored = progress.stored(List.copyOf(missingInTable));
      note(stored, missingInTable, missingInRedis, inTable);
    }
  }

  private void note(Set<UUID> found, Set<UUID> missing, Set<UUID> elsewhere, List<Long> times) {
    long now = System.nanoTime();
    for (UUID batch : found) {
      long time = now - due.getOrDefault(batch, now);
      missing.remove(batch);
      times.add(time);
      if (!elsewhere.contains(batch)) {
        inBoth.add(time);
      }
    }
  }

  private static void sleepUntil(long time) {
    for (long rest = time - System.nanoTime(); rest > 0; rest = time - System.nanoTime()) {
      LockSupport.parkNanos(rest);
    }
  }
}
