package dev.aidemo.benchmarks.loop;

import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.benchmarks.platform.PubSubClient;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.PredictionRequest;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Keeps as many batches on the way for one round. A batch is done when it can be read in Redis and
 * in the table or, with feedback, when its rows are in table {@code training}.
 */
final class Sustained {
  /** Enough to keep two processors busy. */
  static final int MAX_BATCHES = 120;

  private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(60);

  private final PubSubClient pubSub;
  private final Progress progress;
  private final int rows;
  private final boolean rated;
  private final Banknotes banknotes = new Banknotes();
  private final Set<UUID> requested = new HashSet<>();
  private final Set<UUID> confirmed = new HashSet<>();

  Sustained(PubSubClient pubSub, Progress progress, int rows, boolean rated) {
    this.pubSub = pubSub;
    this.progress = progress;
    this.rows = rows;
    this.rated = rated;
  }

  /** Publishes for so long, waits for the last batch, and returns how many were published. */
  int run(int seconds) throws SQLException {
    int published = 0;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end || !requested.isEmpty() || !confirmed.isEmpty()) {
      int missing = MAX_BATCHES - requested.size() - confirmed.size();
      if (System.nanoTime() < end && missing > 0) {
        request(missing);
        published += missing;
      }
      if (System.nanoTime() > end + TIMEOUT) {
        throw new IllegalStateException(
            "60 s after the last request %d batches cannot be read and %d are not learned"
                .formatted(requested.size(), confirmed.size()));
      }
      advance();
      LockSupport.parkNanos(PAUSE);
    }
    return published;
  }

  private void request(int count) {
    List<PredictionRequest> requests =
        Stream.generate(() -> banknotes.request(rows)).limit(count).toList();
    pubSub.publish("request", requests.stream().map(PredictionRequest::encode).toList());
    requests.forEach(request -> requested.add(request.batchId()));
  }

  private void advance() throws SQLException {
    confirmed.removeAll(progress.stored(Progress.TRAINING, confirmed));
    Set<UUID> readable = progress.stored(Progress.PREDICTIONS, requested);
    if (!readable.isEmpty()) {
      readable.retainAll(new HashSet<>(progress.shown(2 * MAX_BATCHES)));
    }
    requested.removeAll(readable);
    if (rated && !readable.isEmpty()) {
      confirmed.addAll(readable);
      pubSub.publish("feedback", readable.stream().map(this::confirmation).toList());
    }
  }

  private byte[] confirmation(UUID batch) {
    return new Feedback(batch, Banknotes.subjects(rows), Collections.nCopies(rows, true)).encode();
  }
}
