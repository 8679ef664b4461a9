package dev.aidemo.common.database;

import static dev.aidemo.common.banknote.Verdict.FAKE;
import static dev.aidemo.common.banknote.Verdict.REAL;
import static dev.aidemo.common.message.SamplePayloads.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.cache.RecentBatches;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.testkit.Services;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoredBatchesIT {
  /** Later than what any other test stores, because all share the table. */
  private static final Instant LATE = Instant.parse("2970-01-01T00:00:00.123456789Z");

  private static final Instant KEPT = Instant.parse("2970-01-01T00:00:00.123456Z");

  private final Predictions predictions = new Predictions(TestDatabase.database());
  private final StoredBatches stored = new StoredBatches(TestDatabase.database());
  private final UUID batchId = UUID.randomUUID();

  @Test
  void readsABatchAsItIsListedWithItsSubjectsInTheirOrder() {
    List<String> subjects =
        IntStream.range(0, 500).mapToObj(i -> "note-" + i * 7919 % 500).toList();
    List<Features> input =
        IntStream.range(0, 500).mapToObj(i -> new Features(i, 0.1, -2, 1e-7)).toList();
    List<Verdict> output = IntStream.range(0, 500).mapToObj(i -> i % 3 == 0 ? REAL : FAKE).toList();
    predictions.store(
        new Prediction(batchId, subjects, input, output, "model-1.pb", null, null, null), LATE);

    assertThat(stored.find(batchId))
        .contains(
            ListedBatch.decode(
                new Prediction(batchId, subjects, input, output, "model-1.pb", null, null, KEPT)
                    .encode()));
  }

  @Test
  void readsHowSureTheVerdictsAre() {
    Prediction plain = prediction(batchId, "model-1.pb", REAL, FAKE);
    Prediction sure =
        new Prediction(
            batchId,
            plain.subjects(),
            plain.input(),
            plain.output(),
            "model-1.pb",
            List.of(0.998, 0.61),
            List.of(false, true),
            KEPT);
    predictions.store(sure, LATE);

    assertThat(stored.find(batchId)).contains(ListedBatch.decode(sure.encode()));
  }

  @Test
  void findsNoBatchThatIsNotStored() {
    assertThat(stored.find(batchId)).isEmpty();
  }

  @Test
  void readsRowsOfTheOriginalDemoWhoseIdsTellNoPosition() throws SQLException {
    row("'b'", "'real'");
    row("'a'", "'fake'");

    assertThat(stored.find(batchId).orElseThrow().subjects()).containsExactly("a", "b");
  }

  @Test
  void rejectsRowsThatBreakARuleOfMessages() throws SQLException {
    row("'a'", "'perhaps'");
    assertThatThrownBy(() -> stored.find(batchId)).isInstanceOf(PoisonMessageException.class);
  }

  @Test
  void rejectsRowsWithoutASubject() throws SQLException {
    row("NULL", "'real'");
    assertThatThrownBy(() -> stored.find(batchId)).isInstanceOf(PoisonMessageException.class);
  }

  @Test
  void returnsTheNewestBatchesTheOldestOfThemFirst() {
    Instant latest = LATE.plusSeconds(1_000_000);
    UUID[] ids = {new UUID(9, 3), new UUID(9, 1), new UUID(9, 2), new UUID(9, 4)};
    for (int i = 0; i < ids.length; i++) {
      predictions.store(
          prediction(ids[i], "model-1.pb", REAL, FAKE), latest.plusSeconds(Math.min(i, 2)));
    }

    assertThat(stored.latest(3)).containsExactly(ids[1], ids[2], ids[3]);
  }

  private void row(String subject, String verdict) throws SQLException {
    TestDatabase.run(
        "INSERT INTO predictions (batch_id, subject_id, prediction) VALUES ('%s', %s, %s)"
            .formatted(batchId, subject, verdict));
  }

  @Test
  void ordersBatchesOfExtremeTimesAsTheCacheDoes() throws SQLException {
    TestDatabase.run("TRUNCATE predictions");
    var redis = new Redis(Environment.of(Services.environment()));
    redis.client().flushAll();
    var listed = new RecentBatches(redis);
    List<Instant> times =
        Stream.of(
                "0001-01-01T00:00:00Z",
                "1582-10-10T00:00:00.000001Z",
                "1969-12-31T23:59:59.999999999Z",
                "1969-12-31T23:59:59.1Z",
                "1970-01-01T00:00:00Z",
                "2026-11-23T12:00:00.000001Z",
                "9999-12-31T23:59:59.999999999Z")
            .map(Instant::parse)
            .toList();
    for (int i = 0; i < times.size(); i++) {
      Prediction prediction = prediction(new UUID(8, i * 5 % 7), "model-1.pb", REAL);
      predictions.store(prediction, times.get(i));
      listed.add(ListedBatch.decode(prediction.encode()), times.get(i));
    }
    List<String> before = listed.newest(10);

    redis.client().flushAll();
    for (UUID id : stored.latest(10)) {
      ListedBatch batch = stored.find(id).orElseThrow();
      listed.restore(batch, batch.created());
    }

    assertThat(listed.newest(10)).isEqualTo(before).hasSize(7);
    List<UUID> newestFirst = new ArrayList<>(stored.latest(10));
    Collections.reverse(newestFirst);
    for (int i = 0; i < newestFirst.size(); i++) {
      assertThat(before.get(i)).contains(newestFirst.get(i).toString());
    }
  }

  /** What a rebuild reads must not grow with the table. */
  @Test
  void readsOnlyWhatAListHoldsByAnIndex() throws SQLException {
    TestDatabase.run(
        """
        INSERT INTO predictions (batch_id, position, subject_id, variance, skewness, curtosis,
            entropy, prediction, created)
        SELECT ('00000000-0000-0000-0000-' || lpad((n / 10)::text, 12, '0'))::uuid, n % 10,
            'note-' || n % 10, 1, 2, 3, 4, 'real',
            TIMESTAMPTZ '2026-11-23 12:00:00Z' + n / 10 * INTERVAL '1 second'
        FROM generate_series(1, 100000) AS n
        """);
    TestDatabase.run("ANALYZE predictions");

    assertThat(plan(StoredBatches.LATEST, "1000"))
        .anyMatch(line -> line.contains("Index Only Scan Backward using predictions_latest"))
        .noneMatch(line -> line.contains("Seq Scan"));
    assertThat(plan(StoredBatches.ROWS, "'00000000-0000-0000-0000-000000000007'"))
        .anyMatch(line -> line.contains("predictions_batch_subject"))
        .noneMatch(line -> line.contains("Seq Scan"));
    assertThat(blocks(StoredBatches.LATEST, "1000")).isLessThan(12_000);
    assertThat(blocks(StoredBatches.ROWS, "'00000000-0000-0000-0000-000000000007'")).isLessThan(30);
    TestDatabase.run("TRUNCATE predictions");
  }

  private static List<String> plan(String sql, String parameter) throws SQLException {
    return TestDatabase.query("EXPLAIN " + sql.replace("?", parameter));
  }

  /** Counts the pages that a query visits. */
  private static int blocks(String sql, String parameter) throws SQLException {
    String plan =
        String.join(
            "\n", TestDatabase.query("EXPLAIN (ANALYZE, BUFFERS) " + sql.replace("?", parameter)));
    var visited =
        Pattern.compile("Buffers:(?: shared)? (?:hit=(\\d+))? ?(?:read=(\\d+))?").matcher(plan);
    assertThat(visited.find()).as(plan).isTrue();
    return number(visited.group(1)) + number(visited.group(2));
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
