package dev.aidemo.common.database;

import static dev.aidemo.common.banknote.Verdict.FAKE;
import static dev.aidemo.common.banknote.Verdict.REAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.message.Prediction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The first content under a batch id stands; other content is poison. */
class OtherContentIT {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final Predictions predictions = new Predictions(TestDatabase.database());
  private final UUID batchId = UUID.randomUUID();

  @Test
  void otherFeaturesOtherSubjectsMoreAndFewerRowsAreRejected() throws SQLException {
    predictions.store(batch("model-2.pb", REAL, "a", "b", "c"), NOON);
    List<String> before = rows();

    assertRejected(batch("model-1.pb", FAKE, "a", "b", "x"));
    assertRejected(batch("model-1.pb", FAKE, "a", "b", "c", "d"));
    assertRejected(batch("model-1.pb", FAKE, "a", "b"));
    assertRejected(
        new Prediction(
            batchId,
            List.of("a", "b", "c"),
            Collections.nCopies(3, new Features(9, 9, 9, 9)),
            Collections.nCopies(3, FAKE),
            "model-1.pb",
            null,
            null,
            null));

    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void theSameContentOfAnOlderModelReplacesTheVerdict() throws SQLException {
    predictions.store(batch("model-2.pb", REAL, "a", "b"), NOON);

    assertThat(predictions.store(batch("model-1.pb", FAKE, "a", "b"), NOON)).isEqualTo(2);
    assertThat(predictions.store(batch("model-2.pb", REAL, "a", "b"), NOON)).isZero();
  }

  @Test
  void ofTwoContentsAtOnceOneStandsAsAWhole() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int round = 0; round < 20; round++) {
      UUID id = UUID.randomUUID();
      List<Callable<Integer>> stores = new ArrayList<>();
      for (int rows = 1; rows <= 4; rows++) {
        String[] subjects = new String[rows];
        Arrays.fill(subjects, "of " + rows);
        Prediction batch = batch(id, "model-1.pb", REAL, subjects);
        stores.add(() -> predictions.store(batch, NOON));
      }
      int rejected = 0;
      for (Future<Integer> store : threads.invokeAll(stores)) {
        try {
          store.get();
        } catch (ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(PoisonMessageException.class);
          rejected++;
        }
      }
      assertThat(rejected).isEqualTo(3);
      List<String> stored =
          TestDatabase.query("SELECT subject_id FROM predictions WHERE batch_id = '" + id + "'");
      assertThat(stored).containsOnly("of " + stored.size());
    }
    threads.shutdown();
  }

  private void assertRejected(Prediction other) {
    assertThatThrownBy(() -> predictions.store(other, NOON))
        .isInstanceOf(PoisonMessageException.class)
        .hasMessage("batch_id must not be that of a batch with other content");
  }

  private Prediction batch(String model, Verdict verdict, String... subjects) {
    return batch(batchId, model, verdict, subjects);
  }

  private static Prediction batch(UUID id, String model, Verdict verdict, String... subjects) {
    List<Features> input = new ArrayList<>();
    for (int i = 0; i < subjects.length; i++) {
      input.add(new Features(i, 0.1, -2, 1e-7));
    }
    return new Prediction(
        id,
        List.of(subjects),
        input,
        Collections.nCopies(subjects.length, verdict),
        model,
        null,
        null,
        null);
  }

  private List<String> rows() throws SQLException {
    return TestDatabase.query(
        "SELECT id, subject_id, variance, prediction, model_file_name FROM predictions"
            + " WHERE batch_id = '"
            + batchId
            + "' ORDER BY position");
  }
}
