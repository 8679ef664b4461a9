package dev.aidemo.common.model;

import static dev.aidemo.common.message.SamplePayloads.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.CurrentModel.Served;
import dev.aidemo.testkit.Services;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
  void emptyRedisAndRefreshEachTime() {
    redis("flushall");
    variables.put("MODEL_REFRESH_SECONDS", "0");
  }

  @Test
  void servesTheStarterModelIfThereIsNoOther() {
    assertThat(current().get().fileName()).isEqualTo("model-0000000000-starter.pb");
  }

  @Test
  void servesTheChampion() {
    promote(upload(1, 0.9));

    assertThat(current().get().fileName()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void servesTheNextChampionAfterTheRefreshInterval() {
    CurrentModel current = current();
    promote(upload(1, 0.9));
    assertThat(current.get().fileName()).isEqualTo("model-0000000001.pb");
    promote(upload(2, 0.95));

    assertThat(current.get().fileName()).isEqualTo("model-0000000002.pb");
  }

  @Test
  void keepsItsModelUntilTheRefreshInterval() {
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
  void doesNotLoadADamagedFileAgainUntilAnotherOneIsNamed() {
    CurrentModel current = current();
    TrainedModel damaged = model(0.9, 1);
    store.upload(damaged, new byte[] {1});
    promote(damaged);
    assertThat(current.get().fileName()).isEqualTo("model-0000000000-starter.pb");
    replace(damaged, CLASSIFIER.write());

    assertThat(current.get().fileName()).isEqualTo("model-0000000000-starter.pb");

    promote(upload(2, 0.95));
    assertThat(current.get().fileName()).isEqualTo("model-0000000002.pb");
  }

  @Test
  void servesThePinnedModelInsteadOfTheChampion() {
    upload(1, 0.8);
    promote(upload(2, 0.95));
    redis("set", "model:pinned", "model-0000000001.pb");

    assertThat(current().get().fileName()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void appliesThePromotionRuleToTheBucketIfRedisIsEmpty() {
    upload(1, 0.9);
    upload(2, 0.95);
    upload(3, 0.8);

    assertThat(current().get().fileName()).isEqualTo("model-0000000002.pb");
  }

  @Test
  void appliesThePromotionRuleToTheBucketIfRedisIsUnreachable() {
    upload(1, 0.9);
    upload(2, 0.95);
    variables.put("REDISPORT", "1");

    assertThat(current().get().fileName()).isEqualTo("model-0000000002.pb");
  }

  @Test
  void servesTheStarterModelIfAllModelsInTheBucketAreWorse() {
    upload(1, 0.65);
    upload(2, Math.nextDown(177.0 / 270));

    assertThat(current().get().fileName()).isEqualTo("model-0000000000-starter.pb");
  }

  @Test
  void servesTheStarterModelIfTheOnlyModelIsWorse() {
    promote(upload(1, 0.65));

    assertThat(current().get().fileName()).isEqualTo("model-0000000000-starter.pb");
  }

  @Test
  void keepsTheLastGoodModelIfTheNewFileIsMissing() {
    CurrentModel current = current();
    promote(upload(1, 0.9));
    current.get();
    promote(model(0.95, 2));

    assertThat(current.get().fileName()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void servesAFileThatWasNamedBeforeItWasThere() {
    CurrentModel current = current();
    promote(model(0.95, 2));
    assertThat(current.get().fileName()).isEqualTo("model-0000000000-starter.pb");

    upload(2, 0.95);

    assertThat(current.get().fileName()).isEqualTo("model-0000000002.pb");
  }

  @Test
  void readsEachOfManyDamagedFilesOnce() {
    CurrentModel current = current();
    TrainedModel one = model(0.9, 1);
    TrainedModel two = model(0.95, 2);
    store.upload(one, new byte[] {1});
    store.upload(two, new byte[] {1});
    promote(one);
    assertThat(current.get().fileName()).isEqualTo("model-0000000000-starter.pb");
    replace(one, CLASSIFIER.write());
    replace(two, CLASSIFIER.write());

    assertThat(current.get().fileName()).isEqualTo("model-0000000000-starter.pb");
  }

  @Test
  void keepsTheLastGoodModelIfTheNewFileIsDamaged() {
    CurrentModel current = current();
    promote(upload(1, 0.9));
    current.get();
    TrainedModel damaged = model(0.95, 2);
    store.upload(damaged, new byte[] {1, 2, 3});
    promote(damaged);

    assertThat(current.get().fileName()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void keepsTheLastGoodModelIfTheNewFileNeedsMoreMemoryThanThereIs() {
    CurrentModel current = current();
    promote(upload(1, 0.9));
    current.get();
    TrainedModel tooLarge = model(0.95, 2);
    store.upload(tooLarge, SvmRulesTest.tooLarge());
    promote(tooLarge);

    assertThat(current.get().fileName()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void startsWithTheNextBestFileIfTheChampionIsDamaged() {
    upload(1, 0.9);
    TrainedModel damaged = model(0.95, 2);
    store.upload(damaged, new byte[] {1, 2, 3});
    promote(damaged);

    assertThat(current().get().fileName()).isEqualTo("model-0000000001.pb");
  }

  @Test
  void servesTheStarterModelIfNeitherRedisNorTheBucketAnswers() {
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
    TrainedModel model = model(accuracy, version);
    store.upload(model, CLASSIFIER.write());
    return model;
  }

  private void replace(TrainedModel model, byte[] file) {
    URI object =
        URI.create(
            "http://%s/storage/v1/b/%s/o/%s"
                .formatted(
                    variables.get("STORAGE_EMULATOR_HOST"),
                    variables.get("BUCKET"),
                    model.modelFileName()));
    HttpClient.newHttpClient()
        .sendAsync(HttpRequest.newBuilder(object).DELETE().build(), BodyHandlers.discarding())
        .join();
    store.upload(model, file);
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
