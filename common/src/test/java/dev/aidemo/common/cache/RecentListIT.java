package dev.aidemo.common.cache;

import static dev.aidemo.common.cache.RecentList.Outcome.LISTED;
import static dev.aidemo.common.cache.RecentList.Outcome.OTHER_CONTENT;
import static dev.aidemo.common.cache.RecentList.Outcome.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.config.Environment;
import dev.aidemo.testkit.Services;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentListIT {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String LIST = "batches";
  private static final String INDEX = "{batches}:index";

  private final Redis redis = new Redis(Environment.of(Services.environment()));
  private final RecentList list = new RecentList(redis, LIST, "batch_id", 5);

  @BeforeEach
  void emptyRedis() {
    redis.client().flushAll();
  }

  @Test
  void listsAnEntryOnceWithoutAnythingThatExpires() {
    assertThat(add(entry("a", 1))).isEqualTo(LISTED);
    assertThat(add(entry("a", 1))).isEqualTo(UNCHANGED);

    assertThat(redis.client().keys("*")).containsExactlyInAnyOrder(LIST, INDEX);
    assertThat(redis.client().ttl(LIST)).isEqualTo(-1);
    assertThat(redis.client().ttl(INDEX)).isEqualTo(-1);
  }

  @Test
  void sortsByTimeInAnyOrderOfArrivalAndRepetition() {
    var random = new Random(7);
    for (int round = 0; round < 50; round++) {
      redis.client().flushAll();
      List<String> entries = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        entries.add(entry("id-" + i, i));
      }
      List<String> arrivals = new ArrayList<>(entries);
      arrivals.addAll(entries);
      Collections.shuffle(arrivals, random);
      arrivals.forEach(this::add);

      List<String> newest = new ArrayList<>(entries.subList(7, 12));
      Collections.reverse(newest);
      assertThat(list.newest(100)).isEqualTo(newest);
    }
  }

  @Test
  void doesNotListWhatIsOlderThanAFullList() {
    for (int i = 10; i < 15; i++) {
      add(entry("id-" + i, i));
    }

    assertThat(add(entry("late", 3))).isEqualTo(UNCHANGED);
    assertThat(list.size()).isEqualTo(5);
  }

  @Test
  void readsTimesThatEarlierVersionsAndTheOriginalWrote() {
    String withZone = "{\"batch_id\":\"b\",\"created\":\"2026-11-23T12:00:05Z\"}";
    String original = "{\"batch_id\": \"c\", \"created\": \"2026-11-23T12:00:03.250000\"}";
    redis.client().rpush(LIST, withZone, original);

    add(entry("a", 4));

    assertThat(list.newest(3)).containsExactly(withZone, entry("a", 4), original);
  }

  @Test
  void doesNotDoubleWhatAnEarlierVersionListed() {
    String withZone = "{\"batch_id\":\"a\",\"created\":\"2026-11-23T12:00:01Z\"}";
    redis.client().rpush(LIST, withZone, withZone);

    assertThat(add(entry("a", 1))).isEqualTo(UNCHANGED);
    assertThat(list.newest(3)).containsExactly(withZone);
  }

  @Test
  void survivesTheEvictionOfEitherKey() {
    for (String evicted : List.of(LIST, INDEX)) {
      redis.client().flushAll();
      add(entry("a", 1));
      add(entry("b", 2));
      redis.client().del(evicted);

      add(entry("b", 2));
      add(entry("a", 1));

      assertThat(list.newest(5)).as(evicted).containsExactly(entry("b", 2), entry("a", 1));
      assertThat(add(entry("a", 1))).isEqualTo(UNCHANGED);
    }
  }

  @Test
  void keepsTheEntryOfTheOlderModelAndOfItTheEarlier() {
    add(entry("a", "model-2.pb", 2));

    assertThat(add(entry("a", "model-3.pb", 1))).isEqualTo(UNCHANGED);
    assertThat(add(entry("a", "model-2.pb", 1))).isEqualTo(LISTED);
    assertThat(add(entry("a", "model-1.pb", 3))).isEqualTo(LISTED);
    assertThat(list.newest(5)).containsExactly(entry("a", "model-1.pb", 3));

    redis.client().del(INDEX);
    assertThat(add(entry("a", "model-2.pb", 1))).isEqualTo(UNCHANGED);
    assertThat(list.newest(5)).containsExactly(entry("a", "model-1.pb", 3));
  }

  @Test
  void isBoundedInBytesAndKeepsTheNewest() {
    String padding = "x".repeat(5_000_000);
    for (int i = 0; i < 5; i++) {
      add("{\"batch_id\":\"id-" + i + "\",\"subjects\":[\"" + padding + "\"]," + created(i));
    }

    assertThat(list.size()).isEqualTo(3);
    assertThat(list.newest(1).get(0)).contains("\"id-4\"");
    add(entry("small", 9));
    assertThat(list.size()).isEqualTo(4);
  }

  @Test
  void isNotFooledByASubjectThatLooksLikeFields() {
    String hostile =
        "{\"batch_id\":\"a\",\"subjects\":[\"\\\",\\\"model_file_name\\\":\\\"model-0.pb\\\","
            + "\\\"created\\\":\\\"2099-01-01T00:00:00.000000\\\"}\"],"
            + created(1);
    add(hostile);
    add(entry("b", 2));

    assertThat(list.newest(1)).containsExactly(entry("b", 2));
    assertThat(add(entry("a", "", 0))).isEqualTo(LISTED);
  }

  @Test
  void keepsTheFirstContentUnlessItIsToldToReplaceIt() {
    String first = "{\"batch_id\":\"a\",\"content\":\"01ab\"," + created(1);
    String other = "{\"batch_id\":\"a\",\"content\":\"02cd\"," + created(0);
    add(first);

    assertThat(add(other)).isEqualTo(OTHER_CONTENT);
    assertThat(list.newest(5)).containsExactly(first);

    assertThat(list.add(other, true)).isEqualTo(LISTED);
    assertThat(list.newest(5)).containsExactly(other);
  }

  private static String entry(String id, int second) {
    return "{\"batch_id\":\"" + id + "\"," + created(second);
  }

  private static String entry(String id, String model, int second) {
    return "{\"batch_id\":\"%s\",\"model_file_name\":\"%s\",%s"
        .formatted(id, model, created(second));
  }

  private static String created(int second) {
    return "\"created\":\"" + ListTime.format(NOON.plusSeconds(second)) + "\"}";
  }

  private RecentList.Outcome add(String entry) {
    return list.add(entry, false);
  }
}
