package dev.aidemo.common.cache;

import static dev.aidemo.common.banknote.Verdict.FAKE;
import static dev.aidemo.common.banknote.Verdict.REAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.testkit.Services;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

class RecentBatchesIT {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String OLD = "model-0000000001.pb";
  private static final UUID ONE = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private static final UUID TWO = UUID.fromString("00000000-0000-0000-0000-000000000002");

  private final Redis redis = new Redis(Environment.of(Services.environment()));
  private final RecentBatches recentBatches = new RecentBatches(redis);

  @BeforeEach
  void emptyRedis() {
    redis.client().flushAll();
  }

  @Test
  void listsTheNewestBatchFirst() {
    recentBatches.add(batch(ONE, "model-0000000001.pb", REAL), NOON);
    recentBatches.add(batch(TWO, "model-0000000001.pb", FAKE), NOON.plusSeconds(1));

    assertThat(list())
        .containsExactly(
            "{\"batch_id\":\""
                + TWO
                + "\",\"subjects\":[\"note\"],\"predictions\":[\"fake\"],"
                + "\"content\":\"01ab\",\"model_file_name\":\"model-0000000001.pb\","
                + "\"created\":\"2026-11-23T12:00:01.000000\"}",
            "{\"batch_id\":\""
                + ONE
                + "\",\"subjects\":[\"note\"],\"predictions\":[\"real\"],"
                + "\"content\":\"01ab\",\"model_file_name\":\"model-0000000001.pb\","
                + "\"created\":\"2026-11-23T12:00:00.000000\"}");
  }

  @Test
  void listsHowSureTheVerdictsAre() {
    var batch =
        new ListedBatch(
            ONE,
            List.of("a", "b"),
            List.of(REAL, FAKE),
            "01ab",
            OLD,
            List.of(0.998, 0.61),
            List.of(false, true),
            null);
    recentBatches.add(batch, NOON);
    recentBatches.add(batch(TWO, OLD, FAKE), NOON.plusSeconds(1));

    assertThat(list().get(1)).contains("\"confidence\":[0.998,0.61],\"unsure\":[false,true],");
    BatchEntry found = recentBatches.find(ONE).orElseThrow();
    assertThat(found.confidence()).containsExactly(0.998, 0.61);
    assertThat(found.unsure()).containsExactly(false, true);
    assertThat(recentBatches.find(TWO).orElseThrow().unsure()).isNull();
  }

  @Test
  void findsABatch() {
    for (int seconds = 0; seconds < 150; seconds++) {
      UUID other = new UUID(1, seconds);
      recentBatches.add(batch(other, OLD, FAKE), NOON.plusSeconds(1 + seconds));
    }
    recentBatches.add(batch(ONE, OLD, REAL), NOON);

    assertThat(recentBatches.find(ONE).orElseThrow().predictions()).containsExactly("real");
    assertThat(recentBatches.find(TWO)).isEmpty();
  }

  /** A stranger who asks for unknown batches must not make us read 16 MB each time. */
  @Test
  void readsNoEntryIfABatchIsNotListed() {
    recentBatches.add(batch(ONE, OLD, REAL), NOON);
    redis.client().sendCommand(Protocol.Command.CONFIG, "RESETSTAT");

    assertThat(recentBatches.find(TWO)).isEmpty();

    assertThat(redis.client().info("commandstats")).doesNotContain("cmdstat_lrange");
  }

  @Test
  void findsABatchOfAListWithoutAnIndex() {
    recentBatches.add(batch(ONE, OLD, REAL), NOON);
    redis.client().del(RedisKeys.index(RedisKeys.BATCHES));

    assertThat(recentBatches.find(ONE)).isPresent();
  }

  @Test
  void listsARedeliveredBatchOnce() {
    assertThat(recentBatches.add(batch(ONE, "model-0000000001.pb", REAL), NOON)).isTrue();
    assertThat(recentBatches.add(batch(ONE, "model-0000000001.pb", REAL), NOON)).isFalse();

    assertThat(list()).hasSize(1);
  }

  @Test
  void keepsTheVerdictOfTheOlderModelInAnyOrderOfArrival() {
    recentBatches.add(batch(ONE, "model-0000000002.pb", FAKE), NOON);
    recentBatches.add(batch(TWO, "model-0000000002.pb", FAKE), NOON);
    recentBatches.add(batch(ONE, "model-0000000001.pb", REAL), NOON);
    recentBatches.add(batch(ONE, "model-0000000003.pb", FAKE), NOON);

    assertThat(list()).hasSize(2);
    assertThat(list().get(1)).contains(ONE.toString()).contains("real");
  }

  /** The order of verdicts is read from the end of an entry, whatever it has in between. */
  @Test
  void keepsTheVerdictOfTheOlderModelHoweverSureItIs() {
    recentBatches.add(sure("model-0000000002.pb", "01ab", FAKE), NOON);
    recentBatches.add(sure("model-0000000003.pb", "01ab", FAKE), NOON.minusSeconds(1));
    assertThat(list()).singleElement().asString().contains("model-0000000002.pb");

    recentBatches.add(sure("model-0000000001.pb", "01ab", REAL), NOON.plusSeconds(1));
    assertThat(list()).singleElement().asString().contains("model-0000000001.pb");
    assertThatThrownBy(() -> recentBatches.add(sure("model-0000000001.pb", "02cd", REAL), NOON))
        .isInstanceOf(PoisonMessageException.class);
  }

  private static ListedBatch sure(String model, String content, Verdict verdict) {
    int notes = 1_000;
    return new ListedBatch(
        ONE,
        Collections.nCopies(notes, "note"),
        Collections.nCopies(notes, verdict),
        content,
        model,
        Collections.nCopies(notes, 0.123456789),
        Collections.nCopies(notes, false),
        null);
  }

  @Test
  void keepsTheTimeOfTheFirstRequestInAnyOrderOfArrival() {
    recentBatches.add(batch(ONE, "model-0000000001.pb", REAL), NOON.plusSeconds(1));
    recentBatches.add(batch(ONE, "model-0000000001.pb", REAL), NOON);
    recentBatches.add(batch(ONE, "model-0000000001.pb", REAL), NOON.plusNanos(1));

    assertThat(list())
        .singleElement()
        .asString()
        .contains("\"created\":\"2026-11-23T12:00:00.000000\"");
  }

  @Test
  void keepsTheNewestThousand() {
    for (int i = 0; i < 1005; i++) {
      recentBatches.add(batch(new UUID(1, i), "model-0000000001.pb", REAL), NOON);
    }

    assertThat(list()).hasSize(1000);
    assertThat(list().get(0)).contains(new UUID(1, 1004).toString());
  }

  @Test
  void rejectsOtherContentUnderTheSameIdUnlessItIsRestored() {
    recentBatches.add(batch(ONE, OLD, REAL), NOON);
    var other =
        new ListedBatch(ONE, List.of("other"), List.of(FAKE), "02cd", OLD, null, null, null);

    assertThatThrownBy(() -> recentBatches.add(other, NOON))
        .isInstanceOf(PoisonMessageException.class)
        .hasMessage("batch_id must not be that of a batch with other content");
    assertThat(list()).singleElement().asString().contains("note");

    assertThat(recentBatches.restore(other, NOON)).isTrue();
    assertThat(list()).singleElement().asString().contains("other");
  }

  @Test
  void listsBatchesByTimeInAnyOrderOfArrival() {
    List<Integer> offsets = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
    Collections.shuffle(offsets, new Random(7));
    offsets.forEach(
        offset -> recentBatches.add(batch(id(offset), OLD, REAL), NOON.plusMillis(500L * offset)));

    assertThat(list().stream().map(entry -> entry.substring(13, 49)))
        .containsExactlyElementsOf(
            IntStream.range(0, 40).mapToObj(i -> id(39 - i).toString()).toList());
  }

  @Test
  void ordersBatchesOfTheSameTimeById() {
    recentBatches.add(batch(TWO, OLD, REAL), NOON);
    recentBatches.add(batch(ONE, OLD, REAL), NOON);

    assertThat(list().get(0)).contains(TWO.toString());
  }

  @Test
  void putsABatchBeforeThoseOfTheOriginalDemo() {
    redis.client().lpush("batches", "{\"batch_id\":\"x\",\"created\":\"2099-12-07 10:00:00\"}");
    recentBatches.add(batch(ONE, OLD, REAL), NOON);

    assertThat(list().get(0)).contains(ONE.toString());
  }

  @Test
  void doesNotListABatchThatIsOlderThanTheNewestThousand() {
    for (int i = 0; i < 1000; i++) {
      recentBatches.add(batch(id(i), OLD, REAL), NOON.plusMillis(i));
    }
    recentBatches.add(batch(new UUID(2, 0), OLD, REAL), NOON.minusSeconds(1));

    assertThat(list()).hasSize(1000).noneMatch(entry -> entry.contains("" + new UUID(2, 0)));
  }

  @Test
  void listsABatchAgainIfTheListWasLostButItsIndexWasNot() {
    recentBatches.add(batch(ONE, OLD, REAL), NOON);
    recentBatches.add(batch(TWO, OLD, REAL), NOON);
    List<String> before = list();
    redis.client().del("batches");

    assertThat(recentBatches.add(batch(TWO, OLD, REAL), NOON)).isTrue();
    assertThat(recentBatches.add(batch(ONE, OLD, REAL), NOON)).isTrue();

    assertThat(list()).isEqualTo(before);
  }

  @Test
  void truncatesTimesToMicrosecondsAsTheDatabaseDoes() {
    recentBatches.add(batch(ONE, OLD, REAL), NOON.plusNanos(123_456_789));

    assertThat(list().get(0)).endsWith("\"created\":\"2026-11-23T12:00:00.123456\"}");
  }

  private static UUID id(int number) {
    return new UUID(1, number);
  }

  private List<String> list() {
    return redis.client().lrange("batches", 0, -1);
  }

  private static ListedBatch batch(UUID batchId, String model, Verdict verdict) {
    return new ListedBatch(
        batchId, List.of("note"), List.of(verdict), "01ab", model, null, null, null);
  }
}
