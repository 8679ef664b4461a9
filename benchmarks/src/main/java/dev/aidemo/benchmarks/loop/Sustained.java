package dev.aidemo.benchmarks.loop;

import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.benchmarks.platform.PubSubClient;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.testkit.Inbox;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Keeps the loop busy for one round: always as many batches are on the way. With feedback, each row
 * of each batch is rated, and a batch is done when its rows are in table {@code training};
 * otherwise it is done when it can be read in Redis and in the table.
 */
final class Sustained {
  /** Enough to keep two processors busy. */
  static final int MAX_BATCHES = 120;

  private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(60);

  private final PubSubClient pubSub;
  private final Progress progress;
  private final Banknotes banknotes = new Banknotes();
  private final int rows;
  private final boolean rated;
  private final long predictionsBefore;
  private final long trainingBefore;
  private final Set<UUID> requested = new LinkedHashSet<>();
  private final Set<UUID> confirmed = new LinkedHashSet<>();
  private int published;

  Sustained(PubSubClient pubSub, Progress progress, int rows, boolean rated) throws SQLException {
    this.pubSub = pubSub;
    this.progress = progress;
    this.rows = rows;
    this.rated = rated;
    this.predictionsBefore = progress.rows("predictions");
    this.trainingBefore = progress.rows("training");
  }

  /** Publishes for so long, waits for the last batch, and returns how many were published. */
  int run(int seconds) throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end || !requested.isEmpty() || !confirmed.isEmpty()) {
      if (System.nanoTime() < end) {
        request(MAX_BATCHES - requested.size() - confirmed.size());
      } else if (System.nanoTime() > end + TIMEOUT) {
        throw new IllegalStateException(
            "60 s after the last request %d batches cannot be read and %d are not learned"
                .formatted(requested.size(), confirmed.size()));
      }
      advance();
      LockSupport.parkNanos(PAUSE);
    }
    return published;
  }

  /** Fails if a batch was lost or doubled. */
  void audit(Inbox jobs, Inbox deadLetters) throws SQLException {
    long expected = (long) published * rows;
    require("rows predicted", progress.rows("predictions") - predictionsBefore, expected);
    require("rows learned", progress.rows("training") - trainingBefore, rated ? expected : 0);
    List<UUID> shown = progress.shown(Integer.MAX_VALUE);
    require("batches shown twice", shown.size() - new HashSet<>(shown).size(), 0);
    require("dead letters", count(deadLetters), 0);
    require("batches with jobs", count(jobs), rated ? published : 0);
  }

  private void request(int count) {
    if (count > 0) {
      List<PredictionRequest> requests =
          Stream.generate(() -> banknotes.request(rows)).limit(count).toList();
      pubSub.publish("request", requests.stream().map(PredictionRequest::encode).toList());
      requests.forEach(request -> requested.add(request.batchId()));
      published += count;
    }
  }

  private void advance() throws SQLException {
    confirmed.removeAll(progress.stored(Progress.TRAINING, confirmed));
    Set<UUID> readable = progress.stored(Progress.PREDICTIONS, requested);
    // The list is the most expensive to read.
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

  /** Counts different messages, because a job may be published twice. */
  private static long count(Inbox inbox) {
    Set<String> messages = new HashSet<>();
    for (List<Inbox.Message> some = inbox.drain(); !some.isEmpty(); some = inbox.drain()) {
      some.forEach(message -> messages.add(message.data()));
    }
    return messages.size();
  }

  private static void require(String what, long found, long expected) {
    if (found != expected) {
      throw new IllegalStateException(
          "%s: there are %d, there should be %d".formatted(what, found, expected));
    }
  }
}
