package dev.aidemo.benchmarks.loop;

import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.benchmarks.platform.PubSubClient;
import dev.aidemo.benchmarks.result.Latencies;
import dev.aidemo.common.message.PredictionRequest;
import java.sql.SQLException;
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
 * Measures, in one round, the milliseconds from the moment a request is due to be published until
 * its predictions can be read. Requests come at a fixed rate, whether or not those before were
 * answered; half way between two of them a message goes to a subscription that does nothing.
 *
 * <p>A reader asks Redis and PostgreSQL in turn, and again half a millisecond after their answers,
 * so that each time is at most about a millisecond too long.
 */
final class Latency {
  private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(500);

  /** More batches than are ever on the way at once. */
  private static final int MAX_SHOWN = 40;

  final Latencies inRedis = new Latencies();
  final Latencies inTable = new Latencies();
  final Latencies inBoth = new Latencies();
  final Latencies reference = new Latencies();

  private final PubSubClient pubSub;
  private final PushEndpoint endpoint;
  private final Progress progress;
  private final Map<UUID, Long> missingInRedis = new ConcurrentHashMap<>();
  private final Map<UUID, Long> missingInTable = new ConcurrentHashMap<>();

  Latency(PubSubClient pubSub, PushEndpoint endpoint, Progress progress) {
    this.pubSub = pubSub;
    this.endpoint = endpoint;
    this.progress = progress;
  }

  Latency measure(int batches, int rows, int batchesPerSecond) throws SQLException {
    var publisher = CompletableFuture.runAsync(() -> publish(batches, rows, batchesPerSecond));
    long deadline = Long.MAX_VALUE;
    while (inBoth.count() < batches) {
      if (publisher.isDone()) {
        publisher.join();
        deadline = Math.min(deadline, System.nanoTime() + TIMEOUT);
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d of %d batches cannot be read 60 s after the last request"
                .formatted(batches - inBoth.count(), batches));
      }
      poll();
      LockSupport.parkNanos(PAUSE);
    }
    publisher.join();
    return this;
  }

  private void publish(int batches, int rows, int batchesPerSecond) {
    var banknotes = new Banknotes();
    long period = 1_000_000_000L / batchesPerSecond;
    long start = System.nanoTime() + period;
    for (int i = 0; i < batches; i++) {
      PredictionRequest request = banknotes.request(rows);
      byte[] payload = request.encode();
      long due = start + i * period;
      sleepUntil(due);
      missingInRedis.put(request.batchId(), due);
      missingInTable.put(request.batchId(), due);
      pubSub.publish("request", List.of(payload));
      sleepUntil(due + period / 2);
      reference.add(endpoint.roundTrip(payload));
    }
  }

  private void poll() throws SQLException {
    if (!missingInRedis.isEmpty()) {
      Set<UUID> shown = new HashSet<>(progress.shown(MAX_SHOWN));
      note(shown, missingInRedis, missingInTable, inRedis);
    }
    if (!missingInTable.isEmpty()) {
      Set<UUID> stored = progress.stored(Progress.PREDICTIONS, missingInTable.keySet());
      note(stored, missingInTable, missingInRedis, inTable);
    }
  }

  private void note(
      Set<UUID> found, Map<UUID, Long> missing, Map<UUID, Long> missingElsewhere, Latencies to) {
    long now = System.nanoTime();
    for (UUID batch : found) {
      Long due = missing.remove(batch);
      if (due != null) {
        to.add((now - due) / 1e6);
        if (!missingElsewhere.containsKey(batch)) {
          inBoth.add((now - due) / 1e6);
        }
      }
    }
  }

  private static void sleepUntil(long time) {
    for (long rest = time - System.nanoTime(); rest > 0; rest = time - System.nanoTime()) {
      LockSupport.parkNanos(rest);
    }
  }
}
