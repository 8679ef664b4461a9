package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.CurrentModel.Served;
import dev.aidemo.testkit.Services;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class CurrentModelIT {
  private static final Classifier CLASSIFIER = Trainer.LINEAR_SVM.train(BankData.load().starter());
  private static final Served STARTER = new Served("model-0000000000-starter.pb", CLASSIFIER);

  private final Map<String, String> variables = new HashMap<>(Services.environment());
  private final ModelStore store = new ModelStore(Environment.of(variables));
  private final ModelRegister register = new ModelRegister(new Redis(Environment.of(variables)));

  @BeforeEach
  void emptyRedisAndLookEachTime() {
    redis("flushall");
    variables.put("MODEL_REFRESH_SECONDS", "0");
  }

  @Test
  void servesTheStarterModelWhereThereIsNothingElse() {
    assertThat(current().get().fileName()).isEqualTo("model-0000000000-starter.pb");
  }

  @Test
  void servesTheChampion() {
    promote(upload(1, 0.9));

    assertThat(current().get().fileName()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void servesTheNextChampionOnceItIsTimeToLook() {
    CurrentModel current = current();
    promote(upload(1, 0.9));
    assertThat(current.get().fileName()).isEqualTo("model-0000000001.pb");
    promote(upload(2, 0.95));

    assertThat(current.get().fileName()).isEqualTo("model-0000000002.pb");
  }

  @Test
  void doesNotLookBeforeItIsTimeTo() {
    variables.put("MODEL_REFRESH_SECONDS", "60");
    CurrentModel current = current();
    promote(upload(1, 0.9));
    assertThat(current.get().fileName()).isEqualTo("model-0000000001.pb");
    promote(upload(2, 0.95));

    assertThat(current.get().fileName()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void downloadsAFileOnlyWhenItChanged() {
    CurrentModel current = current();
    promote(upload(1, 0.9));

    assertThat(current.get().classifier()).isSameAs(current.get().classifier());
  }

  @Test
  void servesThePinnedModelInsteadOfTheChampion() {
    upload(1, 0.8);
    promote(upload(2, 0.95));
    redis("set", "model:pinned", "model-0000000001.pb");

    assertThat(current().get().fileName()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void appliesThePromotionRuleToTheBucketWhereTheCacheIsEmpty() {
    upload(1, 0.9);
    upload(2, 0.95);
    upload(3, 0.8);

    assertThat(current().get().fileName()).isEqualTo("model-0000000002.pb");
  }

  @Test
  void appliesThePromotionRuleToTheBucketWhereRedisIsUnplugged() {
    upload(1, 0.9);
    upload(2, 0.95);
    variables.put("REDISPORT", "1");

    assertThat(current().get().fileName()).isEqualTo("model-0000000002.pb");
  }

  @Test
  void servesTheStarterModelWhereAllInTheBucketIsWorse() {
    upload(1, 0.65);
    upload(2, Math.nextDown(177.0 / 270));

    assertThat(current().get().fileName()).isEqualTo("model-0000000000-starter.pb");
  }

  @Test
  void servesTheStarterModelWhereTheOnlyOneOfferedIsWorse() {
    promote(upload(1, 0.65));

    assertThat(current().get().fileName()).isEqualTo("model-0000000000-starter.pb");
  }

  @Test
  void keepsTheLastGoodModelWhereTheNewFileIsMissing() {
    CurrentModel current = current();
    promote(upload(1, 0.9));
    current.get();
    promote(Models.trained(2, 0.95));

    assertThat(current.get().fileName()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void keepsTheLastGoodModelWhereTheNewFileIsRubbish() {
    CurrentModel current = current();
    promote(upload(1, 0.9));
    current.get();
    TrainedModel rubbish = Models.trained(2, 0.95);
    store.upload(rubbish, new byte[] {1, 2, 3});
    promote(rubbish);

    assertThat(current.get().fileName()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void keepsTheLastGoodModelWhereTheNewFileAsksForMoreMemoryThanThereIs() {
    CurrentModel current = current();
    promote(upload(1, 0.9));
    current.get();
    TrainedModel boundless = Models.trained(2, 0.95);
    store.upload(boundless, SvmRulesTest.boundless());
    promote(boundless);

    assertThat(current.get().fileName()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void startsWithTheNextBestFileWhereTheChampionIsRubbish() {
    upload(1, 0.9);
    TrainedModel rubbish = Models.trained(2, 0.95);
    store.upload(rubbish, new byte[] {1, 2, 3});
    promote(rubbish);

    assertThat(current().get().fileName()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void servesTheStarterModelWhereNothingAnswers() {
    variables.put("REDISPORT", "1");
    variables.put("STORAGE_EMULATOR_HOST", "127.0.0.1:1");

    assertThat(current().get().fileName()).isEqualTo("model-0000000000-starter.pb");
  }

  private CurrentModel current() {
    Environment environment = Environment.of(variables);
    return new CurrentModel(
        environment,
        new ModelRegister(new Redis(environment)),
        new ModelStore(environment),
        STARTER);
  }

  private TrainedModel upload(long version, double accuracy) {
    TrainedModel model = Models.trained(version, accuracy);
    store.upload(model, CLASSIFIER.write());
    return model;
  }

  private void promote(TrainedModel model) {
    register.offer(model);
  }

  private void redis(String command, String... arguments) {
    try (var jedis =
        new Jedis(variables.get("REDISHOST"), Integer.parseInt(variables.get("REDISPORT")))) {
      jedis.sendCommand(() -> command.getBytes(StandardCharsets.UTF_8), arguments);
    }
  }
}
