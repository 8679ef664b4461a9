package dev.aidemo.benchmarks.loop;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * How many batches a second pass the whole loop, where there are always so many under way: a new
 * one is published when one can be read in Redis and in the tables. At the end all are counted.
 */
final class Sustained {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(60);

  /** Keeps the jobs that are published, to be counted. */
  private static final String JOBS = "loop-jobs";

  private final Broker broker;
  private final Progress progress;
  private final Batches batches;
  private final int outstanding;
  private final boolean rated;
  private final Set<UUID> asked = new LinkedHashSet<>();
  private final Set<UUID> judged = new LinkedHashSet<>();
  private int finished;

  /**
   * What one round found.
   *
   * @param processor milliseconds of processor time for each batch, by the part that took it
   */
  record Found(double perSecond, Map<String, Double> processor) {
    double processorInAll() {
      return processor.values().stream().mapToDouble(time -> time).sum();
    }
  }

  /** With ratings, a batch is done when each of its rows is in table training. */
  Sustained(Load load, int outstanding, boolean rated) {
    this.broker = load.broker();
    this.progress = load.progress();
    this.batches = load.batches();
    this.outstanding = outstanding;
    this.rated = rated;
  }

  /**
   * Keeps the loop busy for so long, and then waits for the last batch.
   *
   * @return what was found
   * @throws IllegalStateException if a batch is lost or doubled, or a message died
   */
  Found measure(Duration duration) throws SQLException {
    broker.createSubscription(JOBS, "job");
    try {
      Progress.Rows before = progress.total();
      var processor = ProcessorTime.now(progress.session());
      long start = System.nanoTime();
      long end = start + duration.toNanos();
      int published = 0;
      while (System.nanoTime() < end) {
        published += fill();
        advance();
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      drain();
      double perSecond = finished / ((System.nanoTime() - start) / 1e9);
      var milliseconds =
          ProcessorTime.milliseconds(processor, ProcessorTime.now(progress.session()), published);
      audit(before, published);
      return new Found(perSecond, milliseconds);
    } finally {
      broker.deleteSubscription(JOBS);
    }
  }

  private int fill() {
    int room = outstanding - asked.size() - judged.size();
    List<UUID> ids = Stream.generate(UUID::randomUUID).limit(Math.max(0, room)).toList();
    if (!ids.isEmpty()) {
      asked.addAll(ids);
      broker.publish("request", ids.stream().map(batches::request).toList());
    }
    return ids.size();
  }

  private void advance() throws SQLException {
    Set<UUID> learned = progress.learned(judged);
    judged.removeAll(learned);
    finished += learned.size();
    Set<UUID> readable = progress.stored(asked);
    // To read the list costs most of all questions.
    if (!readable.isEmpty()) {
      readable.retainAll(new HashSet<>(progress.shown(2 * outstanding)));
    }
    asked.removeAll(readable);
    if (!rated) {
      finished += readable.size();
    } else if (!readable.isEmpty()) {
      judged.addAll(readable);
      broker.publish("feedback", readable.stream().map(batches::feedback).toList());
    }
  }

  private void drain() throws SQLException {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!asked.isEmpty() || !judged.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d batches are not to be read, %d not learned".formatted(asked.size(), judged.size()));
      }
      advance();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void audit(Progress.Rows before, int published) throws SQLException {
    Progress.Rows after = progress.total();
    long rows = (long) published * batches.rows();
    require("rows predicted", after.predictions() - before.predictions(), rows);
    require("rows learned", after.training() - before.training(), rated ? rows : 0);
    List<UUID> shown = progress.shown(Integer.MAX_VALUE);
    require("batches shown", shown.size(), new HashSet<>(shown).size());
    require("dead letters", broker.take("dead-letter").size(), 0);
    require("batches with jobs", jobs().stream().distinct().count(), rated ? published : 0);
  }

  private List<String> jobs() {
    List<String> jobs = new ArrayList<>();
    List<byte[]> taken = broker.take(JOBS);
    while (!taken.isEmpty()) {
      taken.forEach(job -> jobs.add(new String(job, StandardCharsets.UTF_8)));
      taken = broker.take(JOBS);
    }
    return jobs;
  }

  private static void require(String what, long found, long expected) {
    if (found != expected) {
      throw new IllegalStateException(
          "%s: there are %d, there should be %d".formatted(what, found, expected));
    }
  }
}
