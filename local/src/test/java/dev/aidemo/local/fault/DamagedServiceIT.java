package dev.aidemo.local.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.HoldoutId;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.message.ClassificationReport;
import dev.aidemo.common.message.ClassificationReport.Scores;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import dev.aidemo.testkit.fault.HttpFault;
import dev.aidemo.testkit.fault.HttpProxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lets Cloud Storage and Pub/Sub give wrong answers. */
@Timeout(90)
class DamagedServiceIT {
  private static final Map<String, String> direct = new HashMap<>(Services.environment());
  private static final Inbox predictions = Inbox.of("prediction", direct);
  private static final Inbox models = Inbox.of("model", direct);
  private static final ModelStore bucket = new ModelStore(Environment.of(direct));
  private static final BankData data = BankData.load();

  @TempDir private static Path logs;
  private static HttpProxy storage;
  private static HttpProxy pubSub;
  private static RunningFunction prediction;
  private static RunningFunction training;
  private static byte[] file = {};
  private static int version;
  private static int learned;

  @BeforeAll
  static void start() {
    storage = HttpProxy.before(direct.get("STORAGE_EMULATOR_HOST"));
    pubSub = HttpProxy.before(direct.get("PUBSUB_EMULATOR_HOST"));
    Map<String, String> environment = new HashMap<>(direct);
    environment.put("STORAGE_EMULATOR_HOST", storage.address());
    environment.put("PUBSUB_EMULATOR_HOST", pubSub.address());
    environment.put("MODEL_REFRESH_SECONDS", "0");
    environment.put("TRAINING_INTERVAL_SECONDS", "0");
    prediction = RunningFunction.start(DeployedFunction.of("prediction"), environment, logs);
    training = RunningFunction.start(DeployedFunction.of("training"), environment, logs);
    new TrainingRows(new Database(Environment.of(direct))).addStarter(data.starter());
    assertThat(training.deliver(training.message()).status()).isEqualTo(200);
    file = bucket.download(bucket.list().get(0).modelFileName());
  }

  @AfterAll
  static void stop() {
    List.of(prediction, training).forEach(RunningFunction::close);
    List.of(storage, pubSub).forEach(HttpProxy::close);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "PRECONDITION_FAILED", "CUT_SHORT", "TRUNCATED", "CHANGED"})
  void theLastGoodModelServesIfTheNextFileCannotBeRead(HttpFault fault) {
    String good = promote();
    assertThat(serving()).isEqualTo(good);
    storage.fail(fault, request -> request.startsWith("GET /download/"));
    String next = promote();

    assertThat(serving()).isEqualTo(good);
    assertThat(storage.failed()).isPositive();

    storage.heal();
    assertThat(serving()).isEqualTo(next);
    assertThat(prediction.wasNeverRestarted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "TOO_MANY_REQUESTS", "CUT_SHORT"})
  void aMessageIsPublishedAsSoonAsPubSubAcceptsIt(HttpFault fault) {
    predictions.drain();
    pubSub.fail(fault);
    new Thread(
            () -> {
              Waiting.until("a first attempt", () -> pubSub.failed() > 0);
              pubSub.heal();
            })
        .start();

    assertThat(prediction.deliver(prediction.message()).status()).isEqualTo(200);
    assertThat(predictions.drain()).isNotEmpty();
  }

  /** The upload may have succeeded although its answer was lost. */
  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "PRECONDITION_FAILED", "CUT_SHORT"})
  void aModelIsUploadedAndPublishedAsSoonAsTheBucketAcceptsIt(HttpFault fault) {
    learn();
    int before = bucket.list().size();
    models.drain();
    storage.fail(fault, request -> request.startsWith("POST /upload/"));

    int status = training.deliver(training.message()).status();
    storage.heal();
    if (status != 200) {
      assertThat(status).isEqualTo(500);
      assertThat(training.deliver(training.message()).status()).isEqualTo(200);
    }

    List<TrainedModel> uploaded = bucket.list();
    assertThat(uploaded).as("the first answer was %d", status).hasSize(before + 1);
    assertThat(models.drain().stream().map(message -> TrainedModel.decode(bytes(message))))
        .contains(uploaded.get(before));
    assertThat(training.wasNeverRestarted()).isTrue();
  }

  private static String serving() {
    predictions.drain();
    assertThat(prediction.deliver(prediction.message()).status()).isEqualTo(200);
    return String.valueOf(Prediction.decode(bytes(predictions.drain().get(0))).modelFileName());
  }

  private static byte[] bytes(Inbox.Message message) {
    return message.data().getBytes(StandardCharsets.UTF_8);
  }

  private static void learn() {
    new TrainingRows(new Database(Environment.of(direct)))
        .addStarter(data.rest().subList(learned, learned + 20));
    learned += 20;
  }

  /** Uploads a model, better than all before, and makes it the champion. */
  private static String promote() {
    version++;
    double accuracy = 0.9 + version / 1000.0;
    var scores = new Scores(1, 1, 1, 1);
    var model =
        new TrainedModel(
            new UUID(2, version),
            "model-%010d.pb".formatted(10 + version),
            10,
            accuracy,
            new ClassificationReport(scores, scores, scores, scores, accuracy),
            0,
            0,
            0,
            10 + version,
            "linear-svm",
            HoldoutId.parse("99-9f3ac2d1"),
            "data" + version,
            Instant.parse("2026-11-23T12:00:00Z"),
            null);
    bucket.upload(model, file);
    new ModelRegister(new Redis(Environment.of(direct))).offer(model);
    return model.modelFileName();
  }
}
