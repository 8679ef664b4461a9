package dev.aidemo.local.fault;

import dev.aidemo.common.database.Database;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Follows how many jobs wait, over a run in which each rating is one label and one job: the labels
 * that were learned, less the jobs that the log of {@code training} calls handled.
 */
final class JobBacklog {
  private static final Pattern HANDLED = Pattern.compile(": handled in (\\d+) ms");

  private final Database database;
  private final Path log;
  private final int labelsBefore;
  private final List<Sample> samples = new ArrayList<>();
  private long position;
  private int handled;
  private Duration longestJob = Duration.ZERO;

  private record Sample(long nanoseconds, int learned, int handled) {
    int waiting() {
      return learned - handled;
    }
  }

  JobBacklog(Database database, Path log) {
    this.database = database;
    this.log = log;
    this.labelsBefore = labels();
    readLog();
    this.handled = 0;
  }

  /** Counts once more. */
  synchronized void sample() {
    // In this order, because a job that is handled in between must not seem to wait.
    int learned = labels() - labelsBefore;
    readLog();
    samples.add(new Sample(System.nanoTime(), learned, handled));
  }

  synchronized int learned() {
    return samples.isEmpty() ? 0 : last().learned();
  }

  synchronized int waiting() {
    return samples.isEmpty() ? 0 : last().waiting();
  }

  synchronized int longest() {
    return samples.stream().mapToInt(Sample::waiting).max().orElse(0);
  }

  /** Returns the longest time until as many jobs were handled as labels had been learned. */
  synchronized Duration longestWait() {
    long longest = 0;
    int end = 0;
    for (Sample sample : samples) {
      while (end < samples.size() - 1 && samples.get(end).handled() < sample.learned()) {
        end++;
      }
      longest = Math.max(longest, samples.get(end).nanoseconds() - sample.nanoseconds());
    }
    return Duration.ofNanos(longest);
  }

  /** Returns the longest time that the function took for a job, with the pause before it. */
  synchronized Duration longestJob() {
    return longestJob;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private int labels() {
    return database.inTransaction(
        connection -> {
          try (Statement select = connection.createStatement();
              ResultSet row = select.executeQuery("SELECT count(*) FROM training")) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  private Sample last() {
    return samples.get(samples.size() - 1);
  }

  private void readLog() {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] news = new byte[(int) (file.length() - position)];
      file.seek(position);
      file.readFully(news);
      String lines = new String(news, StandardCharsets.UTF_8);
      // A line that is still being written is left to the next time.
      int whole = lines.lastIndexOf('\n') + 1;
      position += lines.substring(0, whole).getBytes(StandardCharsets.UTF_8).length;
      HANDLED
          .matcher(lines.substring(0, whole))
          .results()
          .forEach(
              line -> {
                handled++;
                longestJob = longer(longestJob, Duration.ofMillis(Long.parseLong(line.group(1))));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
