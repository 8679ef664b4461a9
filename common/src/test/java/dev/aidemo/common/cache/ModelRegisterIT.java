package dev.aidemo.common.cache;

import static dev.aidemo.common.message.SamplePayloads.model;
import static dev.aidemo.common.message.SamplePayloads.withChampion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.promotion.Promotion;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.common.promotion.Rank;
import dev.aidemo.testkit.Services;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisException;

class ModelRegisterIT {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final Redis redis = new Redis(Environment.of(Services.environment()));
  private final ModelRegister register = new ModelRegister(redis);

  @BeforeEach
  void emptyRedis() {
    redis.client().flushAll();
  }

  @Test
  void promotesTheFirstModel() {
    assertThat(register.offer(model(1, 0.7, 1)).isPromoted()).isTrue();

    assertThat(redis.client().get("model:latest")).isEqualTo("model-0000000001.pb");
    assertThat(redis.client().get("model:latest:accuracy")).isEqualTo("0.7");
    assertThat(register.served()).contains("model-0000000001.pb");
  }

  @Test
  void servesNothingBeforeThereIsAModel() {
    assertThat(register.served()).isEmpty();
  }

  @Test
  void neverReplacesABetterModelByAWorseOne() {
    register.offer(model(1, 0.9, 1));

    assertThat(register.offer(model(1, 0.8999999, 2)).isPromoted()).isFalse();

    assertThat(register.served()).contains("model-0000000001.pb");
    assertThat(redis.client().get("model:latest:accuracy")).isEqualTo("0.9");
  }

  @Test
  void promotesTheNewerOfTwoModelsThatAreEquallyGood() {
    register.offer(model(1, 0.9, 2));

    assertThat(register.offer(model(1, 0.9, 1)).isPromoted()).isFalse();
    assertThat(register.offer(model(1, 0.9, 3)).isPromoted()).isTrue();

    assertThat(register.served()).contains("model-0000000003.pb");
  }

  @Test
  void promotesAModelOfANewerHoldoutWhateverItsAccuracy() {
    register.offer(model(1, 1.0, 1));

    assertThat(register.offer(model(2, 0.8, 2)).isPromoted()).isTrue();
    assertThat(register.offer(model(1, 1.0, 3)).isPromoted()).isFalse();
  }

  @Test
  void replacesAModelOfTheOriginalDemo() {
    redis.client().set("model:latest", "model-1607000000.joblib");
    redis.client().set("model:latest:accuracy", "0.99");

    assertThat(register.offer(model(1, 0.8, 1)).isPromoted()).isTrue();
  }

  @Test
  void writesASmallAccuracyAsADecimal() {
    register.offer(model(2, 0.00001, 1));

    assertThat(redis.client().get("model:latest:accuracy")).isEqualTo("0.000010");
  }

  @Test
  void promotesNothingThatIsWorseThanTheStarterModel() {
    double starter = Rank.STARTER.accuracy();

    assertThat(register.offer(model(1, Math.nextDown(starter), 1)).isPromoted()).isFalse();
    assertThat(register.offer(model(0, 1, 0)).isPromoted()).isFalse();
    assertThat(register.served()).isEmpty();

    assertThat(register.offer(model(1, starter, 2)).isPromoted()).isTrue();
    assertThat(register.served()).contains("model-0000000002.pb");
  }

  @Test
  void saysWhyAModelIsNotPromoted() {
    assertThat(register.offer(model(1, 0.6, 1)).notPromotedBecause())
        .contains("0.6000 < 0.6556 of the starter model");
    register.offer(model(1, 0.9, 2));

    assertThat(register.offer(model(1, 0.8, 3)).notPromotedBecause())
        .contains("0.8000 < 0.9000 of version 2");
    assertThat(register.offer(model(1, 0.9, 2)).notPromotedBecause()).isEmpty();
  }

  /** Some differ in the last bit only; some have the same version, as the original demo's do. */
  @Test
  void endsWithTheSameChampionInAnyOrderOfArrivalAndRepetition() {
    double starter = Rank.STARTER.accuracy();
    double[] accuracies = {
      0,
      -0.0,
      Double.MIN_VALUE,
      1e-300,
      Math.nextDown(starter),
      starter,
      Math.nextUp(starter),
      0.9,
      Math.nextUp(0.9),
      Math.nextDown(1.0),
      1
    };
    long[] versions = {0, 1, 2, 9, 10, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE};
    var random = new Random(7);
    for (int round = 0; round < 300; round++) {
      redis.client().flushAll();
      List<TrainedModel> offered = new ArrayList<>();
      int generations = 1 + random.nextInt(3);
      int candidates = 1 + random.nextInt(accuracies.length);
      for (int i = random.nextInt(10); i >= 0; i--) {
        offered.add(
            model(
                random.nextInt(generations),
                accuracies[random.nextInt(candidates)],
                versions[random.nextInt(versions.length)],
                "model" + "-_.Zz1".charAt(random.nextInt(6)) + random.nextInt(12)));
      }
      Optional<TrainedModel> champion = PromotionRule.champion(offered);
      offered.addAll(List.copyOf(offered.subList(0, offered.size() / 2)));
      Collections.shuffle(offered, random);
      offered.forEach(register::offer);

      assertThat(register.served()).isEqualTo(champion.map(TrainedModel::modelFileName));
      champion.ifPresent(
          model ->
              assertThat(redis.client().get("model:latest:version"))
                  .isEqualTo("" + model.version()));
    }
  }

  @Test
  void servesAPinnedModelInsteadOfTheChampion() {
    register.offer(model(1, 0.9, 1));
    redis.client().set("model:pinned", "model-0.pb");

    assertThat(register.served()).contains("model-0.pb");
  }

  @Test
  void pinsAModelUntilItIsUnpinned() {
    register.offer(model(1, 0.9, 2));
    register.pin("model-0000000001.pb");
    register.offer(model(1, 0.95, 3));

    assertThat(register.served()).contains("model-0000000001.pb");
    assertThat(register.pinned()).contains("model-0000000001.pb");
    assertThat(register.champion()).contains("model-0000000003.pb");
    assertThat(register.unpin()).contains("model-0000000001.pb");
    assertThat(register.unpin()).isEmpty();
    assertThat(register.pinned()).isEmpty();
    assertThat(register.served()).contains("model-0000000003.pb");
  }

  @Test
  void promotesTheBestOfModelsThatAreOfferedConcurrently() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Callable<Promotion>> offers = new ArrayList<>();
    for (int version = 1; version <= 200; version++) {
      TrainedModel model = model(1, 0.7 + version * 7919 % 200 / 1000.0, version);
      offers.add(() -> register.offer(model));
    }
    for (Future<Promotion> offer : threads.invokeAll(offers)) {
      offer.get();
    }
    threads.shutdown();

    assertThat(redis.client().get("model:latest:accuracy")).isEqualTo("0.899");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "none", "nan", "0x7", "1,5", "1e9999999999", "-1", "1 2", "\"1\""})
  void countsARankThatIsNoNumberAsZero(String rubbish) {
    storeChampion(rubbish, rubbish, rubbish);

    Promotion promotion = register.offer(model(0.8, 1));

    assertThat(promotion.isPromoted()).isTrue();
    assertThat(promotion.champion()).isEqualTo(Rank.STARTER);
    assertThat(redis.client().mget("model:latest", "model:latest:accuracy"))
        .containsExactly("model-0000000001.pb", "0.8");
    assertThat(redis.client().mget("model:latest:generation", "model:latest:version"))
        .containsExactly("1", "1");
  }

  /** Otherwise one wrong number would keep every later model from being promoted, or take hours. */
  @ParameterizedTest
  @CsvSource({
    "1e999999999, 0.9, 1",
    "-1e999999999, 0.9, 1",
    "99999999999, 0.9, 1",
    "1, 1e999999999, 1",
    "1, 97, 1",
    "1e-999999999, 1e-999999999, 1e-999999999",
    "1, -3, 1",
    "1, 0.7, 1e999999999",
    "1, 0.7, 99999999999999999999",
    "1.5, 0.7, 1.5",
  })
  @Timeout(5)
  void promotesABetterModelWhateverNumbersAnotherProgramWrote(
      String generation, String accuracy, String version) {
    storeChampion(generation, accuracy, version);

    assertThat(register.offer(model(0.99, 2)).isPromoted()).isTrue();

    assertThat(register.served()).contains("model-0000000002.pb");
  }

  private void storeChampion(String generation, String accuracy, String version) {
    redis
        .client()
        .mset(
            "model:latest",
            "model-1607000000.joblib",
            "model:latest:generation",
            generation,
            "model:latest:accuracy",
            accuracy,
            "model:latest:version",
            version);
  }

  @Test
  void aMessageThatNamesTheChampionOfItsTimeIsEnoughAfterAFlush() {
    TrainedModel champion = model(1, 0.9, 1);
    TrainedModel worse = withChampion(model(1, 0.8, 2), champion);

    assertThat(register.offer(worse).notPromotedBecause()).contains("0.8000 < 0.9000 of version 1");

    assertThat(register.served()).contains("model-0000000001.pb");
    assertThat(redis.client().get("model:latest:accuracy")).isEqualTo("0.9");
    assertThat(register.offer(champion).isPromoted()).isTrue();
  }

  @Test
  void aNamedChampionThatRanksBelowTheRegisteredOneChangesNothing() {
    register.offer(model(1, 0.95, 3));

    register.offer(withChampion(model(1, 0.8, 2), model(1, 0.9, 1)));

    assertThat(register.served()).contains("model-0000000003.pb");
  }

  @Test
  void registersALowerChampionOrNoneIfItIsTold() {
    register.offer(model(1, 0.95, 3));

    assertThat(lower(model(1, 0.95, 3), Optional.of(Rank.of(model(1, 0.9, 1))))).isTrue();
    assertThat(register.served()).contains("model-0000000001.pb");
    assertThat(register.offer(model(1, 0.91, 2)).isPromoted()).isTrue();

    assertThat(lower(model(1, 0.91, 2), Optional.empty())).isTrue();
    assertThat(register.served()).isEmpty();
    assertThat(redis.client().keys("*")).isEmpty();
  }

  @Test
  void lowersNoChampionThatWasPromotedMeanwhile() {
    register.offer(model(1, 0.95, 3));
    register.offer(model(1, 0.96, 4));

    assertThat(lower(model(1, 0.95, 3), Optional.empty())).isFalse();

    assertThat(register.reigning()).contains(Rank.of(model(1, 0.96, 4)));
  }

  private boolean lower(TrainedModel champion, Optional<Rank> lower) {
    return register.lower(Rank.of(champion), lower);
  }

  @Test
  void failsInBoundedTimeIfNobodyListens() {
    Map<String, String> variables = new HashMap<>(Services.environment());
    variables.put("REDISPORT", "1");
    var unreachable = new ModelRegister(new Redis(Environment.of(variables)));

    assertThatThrownBy(unreachable::served).isInstanceOf(JedisException.class);
  }
}
