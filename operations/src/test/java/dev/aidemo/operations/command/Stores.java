package dev.aidemo.operations.command;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.HoldoutId;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.RecentBatches;
import dev.aidemo.common.cache.RecentTrainings;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.database.SkippedTrainings;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.message.ClassificationReport;
import dev.aidemo.common.message.ClassificationReport.Scores;
import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;

/** Empties Redis, a bucket and the tables, and fills them as the functions do. */
final class Stores implements AutoCloseable {
  static final byte[] FILE = starter();
  static final Classifier CLASSIFIER = Classifier.read(FILE);

  final Map<String, String> environment = new HashMap<>(Services.environment());
  final JedisPooled redis =
      new JedisPooled(
          new HostAndPort(
              environment.get("REDISHOST"), Integer.parseInt(environment.get("REDISPORT"))));
  final ModelStore bucket = new ModelStore(Environment.of(environment));
  final ModelRegister register = new ModelRegister(new Redis(Environment.of(environment)));
  private final RecentTrainings trainings =
      new RecentTrainings(new Redis(Environment.of(environment)));
  final RecentBatches batches = new RecentBatches(new Redis(Environment.of(environment)));
  private final Database database = new Database(Environment.of(environment));
  final TrainingLog jobs = new TrainingLog(database);
  final Predictions predictions = new Predictions(database);

  private static byte[] starter() {
    try {
      return Files.readAllBytes(Path.of("../prediction/target/classes/starter-model.pb"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Stores() throws SQLException {
    redis.flushAll();
    execute("TRUNCATE jobs, predictions, skipped_trainings");
  }

  static void execute(String sql) throws SQLException {
    try (Connection connection = Services.owner();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static TrainedModel model(long version, double accuracy) {
    var scores = new Scores(0.7, 0.8, 0.75, 10);
    return new TrainedModel(
        new UUID(1, version),
        ModelStore.fileName(version),
        100,
        accuracy,
        new ClassificationReport(scores, scores, scores, scores, accuracy),
        0.1,
        1e-7,
        0.3,
        version,
        "rbf-svm",
        HoldoutId.parse("1-9f3ac2d1"),
        "data",
        Instant.parse("2026-11-23T12:00:00.120Z").plusSeconds(version),
        null);
  }

  /** Stores a model as a training and the two functions after it do. */
  void train(long version, double accuracy) {
    TrainedModel model = model(version, accuracy);
    bucket.upload(model, FILE);
    jobs.store(model, model.created());
    trainings.add(model, model.created());
    register.offer(model);
  }

  /** Stores a skipped training. */
  void skipTraining(String reason) {
    database.inTransaction(
        connection -> {
          new SkippedTrainings(database).store(connection, "data", reason);
          return reason;
        });
  }

  /** Stores a batch as a request and the two functions after the prediction do. */
  void predict(UUID id, int subjects, Instant created) {
    var prediction =
        new Prediction(
            id,
            IntStream.range(0, subjects).mapToObj(i -> "note-" + i).toList(),
            IntStream.range(0, subjects).mapToObj(i -> new Features(i, 1, 2, 3)).toList(),
            IntStream.range(0, subjects)
                .mapToObj(i -> i % 3 == 0 ? Verdict.REAL : Verdict.FAKE)
                .toList(),
            "model-0000000001.pb",
            null,
            null,
            created);
    predictions.store(prediction, created);
    batches.add(ListedBatch.decode(prediction.encode()), created);
  }

  /** Returns everything in Redis, by key. */
  Map<String, List<String>> snapshot() {
    Map<String, List<String>> all = new TreeMap<>();
    for (String key : redis.keys("*")) {
      all.put(
          key,
          switch (redis.type(key)) {
            case "list" -> redis.lrange(key, 0, -1);
            case "hash" -> List.of(new TreeMap<>(redis.hgetAll(key)).toString());
            default -> List.of(redis.get(key));
          });
    }
    return all;
  }

  @Override
  public void close() {
    redis.close();
  }
}
