package dev.aidemo.benchmarks.storm;

import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.topic.Message;
import dev.aidemo.common.topic.PubSub;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Ratings of which each is a message of its own, on the whole system as in production. */
final class RatingStorm {
  private static final String INTERVAL_SECONDS = "10";
  private static final int STARTERS = 6;
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final String PREDICTIONS = "SELECT count(*) FROM predictions";
  private static final String TRAINED = "SELECT COALESCE(max(records), 0) FROM jobs";
  private static final String TRAININGS = "SELECT count(*) FROM jobs";

  private final PubSub pubSub;
  private final Database database;

  private RatingStorm(Environment environment) {
    this.pubSub = new PubSub(environment);
    this.database = new Database(environment);
  }

  static List<Figure> run(Path root, int ratings) throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("benchmark-storm-");
    var options =
        new StackOptions(
            root, home, Map.of("TRAINING_INTERVAL_SECONDS", INTERVAL_SECONDS), 0, 0, 0);
    try (var stack = new LocalStack(options, note -> {})) {
      return new RatingStorm(stack.start().environment()).measure(ratings);
    }
  }

  private List<Figure> measure(int ratings) throws InterruptedException {
    List<UUID> batches = new ArrayList<>();
    var random = new Random(1);
    for (int i = 0; i < ratings; i++) {
      UUID batch = UUID.randomUUID();
      double[] numbers = random.doubles(Features.COUNT, -5, 5).toArray();
      var features = new Features(numbers[0], numbers[1], numbers[2], numbers[3]);
      publish(
          "request", new PredictionRequest(batch, List.of("banknote"), List.of(features)).encode());
      batches.add(batch);
    }
    await(PREDICTIONS, ratings);
    long start = System.nanoTime();
    for (UUID batch : batches) {
      publish(
          "feedback",
          new Feedback(batch, List.of("banknote"), List.of(random.nextInt(10) > 0)).encode());
    }
    await(TRAINED, ratings + STARTERS);
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, String> parameters = Map.of("ratings", Integer.toString(ratings));
    return List.of(
        Figure.of("until a model of all ratings", parameters, "s", List.of(seconds)),
        Figure.of("trainings", parameters, "trainings", List.of((double) number(TRAININGS))));
  }

  private void publish(String topic, byte[] payload) {
    pubSub.publish(topic, new Message(payload, Map.of()));
  }

  private void await(String query, long expected) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (number(query) < expected) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s gives %d after %s, not %d".formatted(query, number(query), LONGEST, expected));
      }
      Thread.sleep(50);
    }
  }

  private long number(String query) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(query);
              ResultSet result = select.executeQuery()) {
            result.next();
            return result.getLong(1);
          }
        });
  }
}
