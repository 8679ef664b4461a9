package dev.aidemo.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.message.SamplePayloads;
import dev.aidemo.common.message.TrainedModel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CacheCommandsIT {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir private Path home;
  private Stores stores;

  @BeforeEach
  void empty() throws Exception {
    stores = new Stores();
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private CommandRun rebuild() {
    CommandRun rebuild = CommandRun.of(home, stores.environment, "cache", "rebuild");
    assertThat(rebuild.exitCode()).as(rebuild.error()).isZero();
    return rebuild;
  }

  /** Stores batches in random order; their times are apart, equal, or finer than the database's. */
  private void predict(int from, int to) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(from, to).boxed().toList());
    Collections.shuffle(numbers, new Random(7));
    for (int number : numbers) {
      Instant created = NOON.plusMillis(number / 3 * 250L).plusNanos(number % 2 * 1_234_999L);
      stores.predict(new UUID(2, number), 1 + number % 13, created);
    }
  }

  @Test
  void everythingThatAFlushDeletedIsRestoredByteForByte() {
    predict(0, 60);
    for (int version = 1; version <= 12; version++) {
      stores.train(version, new double[] {0.7, 0.95, 0.9, 1e-5}[version % 4]);
    }
    Map<String, List<String>> before = stores.snapshot();
    assertThat(before)
        .containsKeys("batches", "jobs", "model:latest", "model:latest:accuracy")
        .containsKeys("model:latest:generation", "model:latest:version");
    stores.redis.flushAll();

    assertThat(rebuild().out())
        .contains("60 batches: 60 restored, 0 already there.")
        .contains("12 trainings; the champion is model-0000000009.pb.", "Only Redis stores a pin");
    assertThat(stores.snapshot()).isEqualTo(before);

    assertThat(rebuild().out()).contains("60 batches: 0 restored, 60 already there.");
    assertThat(stores.snapshot()).isEqualTo(before);
  }

  @Test
  void theNewestThousandBatchesAreRestored() throws Exception {
    Stores.execute(
        """
        INSERT INTO predictions (batch_id, subject_id, prediction, created)
        SELECT ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, 'note', 'real',
            TIMESTAMPTZ '2026-11-23 12:00:00Z' + n * INTERVAL '1 second'
        FROM generate_series(1, 1010) AS n
        """);
    rebuild();

    List<String> batches = stores.redis.lrange("batches", 0, -1);
    assertThat(batches).hasSize(1000);
    assertThat(batches.get(0)).contains("000000001010");
    assertThat(batches.get(999)).contains("000000000011");
  }

  @Test
  void nothingIsDuplicatedWhileFunctionsAreAtWork() throws Exception {
    predict(0, 150);
    List<String> before = stores.redis.lrange("batches", 0, -1);
    stores.redis.flushAll();
    CompletableFuture<Void> functions =
        CompletableFuture.runAsync(
            () -> {
              predict(100, 150);
              predict(150, 200);
            });
    rebuild();
    functions.get(30, TimeUnit.SECONDS);
    List<String> after = stores.redis.lrange("batches", 0, -1);

    assertThat(after).hasSize(200).doesNotHaveDuplicates();
    assertThat(after.subList(50, 200)).isEqualTo(before);
  }

  @Test
  void aModelWithoutARowCanServeAndARowWithoutAFileCannot() {
    stores.train(1, 0.7);
    stores.bucket.upload(Stores.model(2, 0.8), Stores.FILE);
    stores.jobs.store(Stores.model(3, 0.9), NOON);

    assertThat(rebuild().out())
        .contains("3 trainings; the champion is model-0000000002.pb.")
        .contains("1 model file without a row in table jobs.")
        .contains("1 training without a file in the bucket: listed, but cannot serve.");
    assertThat(stores.redis.lrange("jobs", 0, -1))
        .extracting(entry -> entry.replaceAll(".*model_file_name\":\"([^\"]*).*", "$1"))
        // By their times, of which the third has an earlier one.
        .containsExactly("model-0000000002.pb", "model-0000000001.pb", "model-0000000003.pb");
  }

  @Test
  void rowsThatBreakARuleAreCountedAndLeftOut() throws Exception {
    predict(0, 1);
    Stores.execute("INSERT INTO predictions (batch_id) VALUES (gen_random_uuid())");
    Stores.execute("INSERT INTO jobs (accuracy) VALUES (7)");
    stores.redis.flushAll();

    assertThat(rebuild().out())
        .contains(
            "2 batches: 1 restored, 0 already there.", "1 batch left out: a row breaks a rule")
        .contains("0 trainings; the champion is the starter model.")
        .contains("1 row of table jobs left out, for the same reason.");
  }

  @Test
  void aChampionFromBeforeTheFlushIsRestoredIfItIsBetter() {
    stores.train(1, 0.9);
    stores.redis.flushAll();
    stores.train(2, 0.8);
    assertThat(stores.register.champion()).contains("model-0000000002.pb");

    rebuild();

    assertThat(stores.register.champion()).contains("model-0000000001.pb");
  }

  @Test
  void onAnIntactRedisNothingIsDoubledOrMoved() {
    predict(0, 60);
    for (int version = 1; version <= 12; version++) {
      stores.train(version, 0.7 + version % 4 / 20.0);
    }
    Map<String, List<String>> before = stores.snapshot();

    rebuild();

    assertThat(stores.snapshot()).isEqualTo(before);
    assertThat(before.keySet()).allMatch(key -> stores.redis.ttl(key) == -1);
  }

  @Test
  void aChampionWhoseFileIsMissingIsLoweredOnlyIfTheOperatorSaysSo() {
    stores.train(1, 0.9);
    stores.train(2, 0.95);
    // As each training does, the last one decides which model serves.
    TrainedModel last = SamplePayloads.deciding(Stores.model(3, 0.7), Stores.model(2, 0.95));
    stores.bucket.upload(last, Stores.FILE);
    stores.register.offer(last);
    assertThat(stores.bucket.delete(stores.bucket.files().get(1))).isTrue();

    CommandRun told = CommandRun.of(home, stores.environment, "cache", "rebuild");

    assertThat(told.exitCode()).isEqualTo(1);
    assertThat(told.out())
        .contains("Champion model-0000000002.pb cannot serve: ", "is not in bucket")
        .contains("--lower-champion", "model-0000000001.pb the champion.");
    assertThat(stores.register.champion()).contains("model-0000000002.pb");

    assertThat(lower().out()).contains("Now model-0000000001.pb is the champion.");
    assertThat(stores.register.champion()).contains("model-0000000001.pb");
    rebuild();
    assertThat(stores.register.champion()).contains("model-0000000001.pb");
  }

  @Test
  void afterAFlushAChampionWhoseFileIsMissingIsNotNamedAgain() {
    stores.train(1, 0.9);
    stores.bucket.upload(
        SamplePayloads.deciding(Stores.model(3, 0.7), Stores.model(2, 0.95)), Stores.FILE);
    stores.redis.flushAll();

    rebuild();

    assertThat(stores.register.champion()).contains("model-0000000001.pb");
  }

  @Test
  void aDamagedChampionIsLowered() {
    stores.train(1, 0.9);
    TrainedModel damaged = Stores.model(2, 0.95);
    stores.bucket.upload(damaged, new byte[] {1, 2, 3});
    stores.register.offer(damaged);

    assertThat(lower().out())
        .contains("model-0000000002.pb cannot serve: the model file is not a model");

    assertThat(stores.register.champion()).contains("model-0000000001.pb");
  }

  @Test
  void aChampionThatWasNeverTrainedIsLoweredAlsoToTheStarterModel() {
    stores.register.offer(SamplePayloads.model(1, (1L << 53) - 1));

    assertThat(lower().out()).contains("Now the starter model is the champion.");

    assertThat(stores.register.champion()).isEmpty();
  }

  @Test
  void aRankThatIsNotThatOfTheFileIsLowered() {
    stores.train(1, 0.7);
    stores.train(2, 0.9);
    TrainedModel forged = SamplePayloads.model(1, 1, (1L << 53) - 1, "model-0000000001.pb");
    stores.register.offer(forged);
    assertThat(stores.register.champion()).contains("model-0000000001.pb");

    assertThat(lower().out())
        .contains("its file is not of accuracy 1.0 and version 9007199254740991");

    assertThat(stores.register.champion()).contains("model-0000000002.pb");
    stores.train(3, 0.91);
    assertThat(stores.register.champion()).contains("model-0000000003.pb");
  }

  @Test
  void aChampionThatCanServeIsNotLowered() {
    stores.train(1, 0.9);
    stores.train(2, 0.8);

    assertThat(lower().out()).doesNotContain("cannot serve");

    assertThat(stores.register.champion()).contains("model-0000000001.pb");
  }

  private CommandRun lower() {
    CommandRun lower =
        CommandRun.of(home, stores.environment, "cache", "rebuild", "--lower-champion");
    assertThat(lower.exitCode()).as(lower.error()).isZero();
    return lower;
  }
}
