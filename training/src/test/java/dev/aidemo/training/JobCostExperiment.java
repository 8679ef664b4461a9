package dev.aidemo.training;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.function.Delivery;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a training costs, and a job that finds nothing to train on. Not part of the build: {@code
 * mvn verify -pl embedded,common,training -Dtest=JobCostExperiment}.
 */
class JobCostExperiment {
  private static final String JOB =
      "{\"batch_id\": \"f38b1e92-378d-11eb-adc1-0242ac120002\", \"subjects\": [\"a\"],"
          + " \"ratings\": [1]}";

  @ParameterizedTest
  @CsvSource({
    "1372, 5, random() < 0.5",
    "100000, 5, variance + skewness > 0",
    "100000, 100, variance + skewness > 0",
    "100000, 5, (variance + skewness > 0) = (random() < 0.7)",
    "100000, 100, random() < 0.5"
  })
  void costs(int rows, int largest, String label) throws SQLException {
    Map<String, String> variables = new HashMap<>(Services.environment());
    Inbox models = Inbox.of("model", variables);
    var function = new TrainingFunction(Environment.of(variables));
    var jobs = new TrainingLog(new Database(Environment.of(variables)));
    try (var connection = Services.owner();
        var statement = connection.createStatement()) {
      statement.execute("TRUNCATE training, jobs");
      statement.execute(
          """
          INSERT INTO training (variance, skewness, curtosis, entropy, class)
          SELECT variance, skewness, curtosis, entropy, CASE WHEN %s THEN 1 ELSE 0 END
          FROM (SELECT (random() - .5) * %d AS variance, (random() - .5) * %d AS skewness,
              (random() - .5) * %d AS curtosis, (random() - .5) * %d AS entropy
            FROM generate_series(1, %d)) AS row
          """
              .formatted(label, 2 * largest, 2 * largest, 2 * largest, 2 * largest, rows));
    }
    double training = seconds(() -> Delivery.to(function, JOB));
    models
        .drain()
        .forEach(
            message ->
                jobs.store(
                    TrainedModel.decode(message.data().getBytes(StandardCharsets.UTF_8)),
                    Instant.now()));
    double first = seconds(() -> Delivery.to(function, JOB));
    double others = seconds(() -> deliver(function, 20)) / 20;
    System.out.printf(
        Locale.ROOT,
        "%,d rows within %d, %s: training %.1f s, next job %.1f ms, each of 20 more %.1f ms%n",
        rows,
        largest,
        label,
        training,
        first * 1e3,
        others * 1e3);
  }

  private static void deliver(TrainingFunction function, int times) {
    for (int i = 0; i < times; i++) {
      Delivery.to(function, JOB);
    }
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
