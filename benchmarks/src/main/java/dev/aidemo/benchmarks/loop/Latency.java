package dev.aidemo.benchmarks.loop;

import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.benchmarks.platform.PubSubClient;
import dev.aidemo.benchmarks.result.Latencies;
import dev.aidemo.common.message.PredictionRequest;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

  /** When the batches that a reader cannot see yet were due. */
  private final Map<UUID, Long> missingInRedis = new ConcurrentHashMap<>();

  private final Map<UUID, Long> missingInTable = new ConcurrentHashMap<>();

  void measure(
      PubSubClient pubSub,
      PushEndpoint endpoint,
      Progress progress,
      int batches,
      int rows,
      int rate)
      throws SQLException {
    var publisher =
        CompletableFuture.runAsync(() -> publish(pubSub, endpoint, batches, rows, rate));
    long deadline = System.nanoTime() + batches / rate * 1_000_000_000L + TIMEOUT;
    while (inBoth.count() < batches) {
      if (System.nanoTime() > deadline || publisher.isCompletedExceptionally()) {
        publisher.join();
        throw new IllegalStateException(
            "only %d of %d batches can be read".formatted(inBoth.count(), batches));
      }
      if (!missingInRedis.isEmpty()) {
        note(progress.shown(MAX_SHOWN), missingInRedis, missingInTable, inRedis);
      }
      if (!missingInTable.isEmpty()) {
        var stored = progress.stored(Progress.PREDICTIONS, missingInTable.keySet());
        note(stored, missingInTable, missingInRedis, inTable);
      }
      LockSupport.parkNanos(PAUSE);
    }
    publisher.join();
  }

  private void publish(
      PubSubClient pubSub, PushEndpoint endpoint, int batches, int rows, int rate) {
    var banknotes = new Banknotes();
    long period = 1_000_000_000L / rate;
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

  private void note(
      Collection<UUID> seen, Map<UUID, Long> missing, Map<UUID, Long> elsewhere, Latencies to) {
    long now = System.nanoTime();
    for (UUID batch : seen) {
      Long due = missing.remove(batch);
      if (due != null) {
        to.add((now - due) / 1e6);
        if (!elsewhere.containsKey(batch)) {
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
