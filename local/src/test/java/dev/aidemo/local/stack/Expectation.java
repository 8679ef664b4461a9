package dev.aidemo.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.evidence.EvidenceRows;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Inbox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;

/** Makes a valid message for each function, and verifies what it led to. */
final class Expectation {
  private final TestDatabase database;
  private final Predictions predictions;
  private final TrainingRows trainingRows;
  private final Map<String, Inbox> inboxes;
  private final JedisPooled redis;
  private final List<LabelledFeatures> rows = BankData.load().rest();
  private int used;

  Expectation(StackVariables variables, Inbox predictionsInbox) {
    var functionsDatabase = new Database(variables.environment());
    this.database = new TestDatabase(variables.environment());
    this.predictions = new Predictions(functionsDatabase);
    this.trainingRows = new TrainingRows(functionsDatabase);
    this.inboxes =
        Map.of(
            "prediction",
            predictionsInbox,
            "training",
            Inbox.of("training", variables.values()),
            "job",
            Inbox.of("job", variables.values()),
            "model",
            Inbox.of("model", variables.values()));
    this.redis =
        new JedisPooled(new HostAndPort(variables.value("REDISHOST"), variables.port("REDISPORT")));
  }

  /** Returns the id of a batch whose first row is trained on, once it is rated. */
  static UUID newId() {
    return Stream.generate(UUID::randomUUID)
        .filter(id -> !EvidenceRows.isHeldBack(Predictions.rowId(id, 0)))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the payload of a message that the function has not seen. */
  byte[] message(DeployedFunction function, UUID id) {
    return switch (function.module()) {
      case "prediction" ->
          new PredictionRequest(id, List.of("a"), List.of(row().features())).encode();
      case "prediction-to-cache", "prediction-to-db" -> prediction(id).encode();
      case "feedback-to-db" -> {
        predictions.store(prediction(id), Instant.now());
        yield feedback(id).encode();
      }
      case "feedback-to-training" -> {
        predictions.store(prediction(id), Instant.now());
        predictions.rate(feedback(id), Instant.now());
        yield feedback(id).encode();
      }
      case "training" -> {
        trainingRows.addStarter(List.of(row()));
        yield feedback(id).encode();
      }
      case "training-to-cache", "training-to-db" -> model(id);
      default -> throw new AssertionError("no message for " + function);
    };
  }

  /** Verifies what the message led to. */
  void verify(DeployedFunction function, UUID id) {
    switch (function.module()) {
      case "prediction" -> awaitPublished("prediction", id.toString());
      case "prediction-to-cache" ->
          assertThat(redis.lrange("batches", 0, 0).get(0)).contains(id.toString());
      case "prediction-to-db" -> assertThat(count("predictions WHERE batch_id", id)).isOne();
      case "feedback-to-db" -> {
        assertThat(count("predictions WHERE is_correct AND batch_id", id)).isOne();
        awaitPublished("training", id.toString());
      }
      case "feedback-to-training" -> {
        assertThat(count("training JOIN predictions USING (id) WHERE batch_id", id)).isOne();
        awaitPublished("job", id.toString());
      }
      case "training" -> awaitPublished("model", "\"records\":" + trainingRowCount());
      case "training-to-cache" ->
          assertThat(redis.lrange("jobs", 0, 0).get(0)).contains(id.toString());
      case "training-to-db" -> assertThat(count("jobs WHERE id", id)).isOne();
      default -> throw new AssertionError("nothing to verify for " + function);
    }
  }

  int storedRows(UUID batchId) {
    return count("predictions WHERE batch_id", batchId);
  }

  private LabelledFeatures row() {
    return rows.get(used++);
  }

  private Prediction prediction(UUID id) {
    return new Prediction(
        id, List.of("a"), List.of(row().features()), List.of(Verdict.REAL), null, null, null, null);
  }

  private static Feedback feedback(UUID id) {
    return new Feedback(id, List.of("a"), List.of(true));
  }

  static byte[] model(UUID id) {
    String scores = "{\"precision\":1,\"recall\":1,\"f1-score\":1,\"support\":1}";
    return """
    {"job_id":"%s","model_file_name":"model.pb","records":6,"accuracy":0.5,
     "report":{"0":%s,"1":%s,"macro avg":%s,"weighted avg":%s,"accuracy":0.5},
     "data_prep_time":1,"training_time":1,"testing_time":1}
    """
        .formatted(id, scores, scores, scores, scores)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void awaitPublished(String topic, String part) {
    Objects.requireNonNull(inboxes.get(topic)).await(message -> message.data().contains(part));
  }

  private int trainingRowCount() {
    return database.count(
        "SELECT count(DISTINCT (variance, skewness, curtosis, entropy)) FROM training");
  }

  private int count(String rowsOf, UUID id) {
    return database.count("SELECT count(*) FROM " + rowsOf + " = ?", id);
  }
}
