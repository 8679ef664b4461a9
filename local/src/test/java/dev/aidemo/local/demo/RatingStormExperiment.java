package dev.aidemo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.local.stack.BuiltFunctions;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackPorts;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends a thousand ratings at once, each in a message of its own, to the whole system. Not part of
 * the build: {@code mvn verify -Dit.test=RatingStormExperiment}.
 */
@Timeout(240)
class RatingStormExperiment {
  private static final int RATINGS = 1_000;

  /** As in production. */
  private static final String INTERVAL_SECONDS = "10";

  @TempDir private static Path home;

  @Test
  void aThousandRatingsCauseFewTrainingsAndTheLastHasSeenThemAll() throws Exception {
    var options =
        new StackOptions(
            BuiltFunctions.ROOT,
            home,
            Map.of("TRAINING_INTERVAL_SECONDS", INTERVAL_SECONDS),
            StackPorts.ANY);
    try (var stack = new LocalStack(options, note -> {})) {
      StackVariables variables = stack.start();
      var database = new DatabaseReader(variables.environment());
      var client = new Client(variables.environment());
      List<Batch> batches = ask(client, database);

      Instant start = Instant.now();
      for (Batch batch : batches) {
        client.rate(batch, List.of("real"));
      }
      List<TrainedModel> models = awaitModelOfAll(database);
      awaitAllJobs();

      System.out.printf(
          "Storm: %d ratings, %d jobs, %d trainings in %.1f s%n",
          RATINGS,
          jobs(),
          database.models().size(),
          Duration.between(start, Instant.now()).toMillis() / 1e3);
      assertThat(database.models()).isEqualTo(models).hasSizeLessThanOrEqualTo(20);
      assertThat(log(": dead-lettered:")).isZero();
    }
  }

  /** Sends each banknote as a batch of its own, so that each rating is a message of its own. */
  private static List<Batch> ask(Client client, DatabaseReader database) {
    List<Batch> batches = new ArrayList<>();
    var random = new Random(1);
    for (int i = 0; i < RATINGS; i++) {
      double[] numbers = random.doubles(Features.COUNT, -5, 5).toArray();
      var features = new Features(numbers[0], numbers[1], numbers[2], numbers[3]);
      Verdict truth = numbers[0] + numbers[1] > 0 ? Verdict.FAKE : Verdict.REAL;
      batches.add(
          new Batch(
              UUID.randomUUID(),
              List.of("banknote"),
              List.of(new LabelledFeatures(features, truth))));
    }
    batches.forEach(client::request);
    Wait.until(
        RATINGS + " predictions",
        () -> Optional.of(database.predictions()).filter(found -> found.size() == RATINGS));
    return batches;
  }

  private static List<TrainedModel> awaitModelOfAll(DatabaseReader database) {
    return Wait.until(
        "a model of all rows",
        () ->
            Optional.of(database.models())
                .filter(models -> models.stream().anyMatch(m -> m.records() == RATINGS + 6)));
  }

  private static void awaitAllJobs() {
    Wait.until("all jobs", () -> Optional.of(jobs()).filter(done -> done >= RATINGS));
  }

  private static long jobs() {
    return log(": handled in ");
  }

  /** Counts the lines of the log of function training that contain a string. */
  private static long log(String string) {
    try (var lines = Files.lines(home.resolve("logs/training.log"))) {
      return lines.filter(line -> line.contains(string)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
