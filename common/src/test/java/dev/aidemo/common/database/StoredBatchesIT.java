package dev.aidemo.common.database;

import static dev.aidemo.common.banknote.Verdict.FAKE;
import static dev.aidemo.common.banknote.Verdict.REAL;
import static dev.aidemo.common.message.SamplePayloads.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.common.message.Prediction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
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
        new Prediction(batchId, subjects, input, output, "model-1.pb", null, null), LATE);

    assertThat(stored.find(batchId))
        .contains(
            ListedBatch.decode(
                new Prediction(batchId, subjects, input, output, "model-1.pb", null, KEPT)
                    .encode()));
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
}
