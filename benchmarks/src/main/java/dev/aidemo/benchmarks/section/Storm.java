package dev.aidemo.benchmarks.section;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.loop.Progress;
import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.benchmarks.platform.Event;
import dev.aidemo.benchmarks.platform.Platform;
import dev.aidemo.benchmarks.platform.PubSubClient;
import dev.aidemo.benchmarks.platform.RunningFunction;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackPorts;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.Wait;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Measures what many ratings at once cost: how many trainings a thousand of them lead to in the
 * whole system, and how long a job takes that has nothing to train, as most of them do.
 */
public final class Storm {
  private static final Map<String, String> IN_PRODUCTION =
      Map.of("TRAINING_INTERVAL_SECONDS", "10");
  private static final int RATINGS = 1_000;
  private static final int STARTER_ROWS = 6;
  private static final int JOBS = 20;
  private static final long TIMEOUT = TimeUnit.MINUTES.toNanos(5);

  private Storm() {}

  /** Runs all rounds. */
  public static void run(BenchmarkOptions options, Figures figures) throws Exception {
    try (var platform = new Platform(options, "storm")) {
      for (int rows : options.sizes(1_372, 100_000, 1_000_000)) {
        TrainingTime.fill(platform, rows);
        measureJobs(options, platform, rows, figures);
      }
    }
    options.repeat("many ratings", () -> measureRatings(options, figures));
  }

  private static void measureJobs(
      BenchmarkOptions options, Platform platform, int rows, Figures figures) throws Exception {
    Measure measure = Measure.of("job with nothing to train", "ms").with("rows", rows);
    try (RunningFunction training = platform.start(DeployedFunction.of("training"))) {
      Event job = platform.messages().job();
      training.deliver(job);
      var unused = platform.messages().storeTraining();
      // The first job after a training still asks the bucket, the others only the table.
      training.deliver(job);
      options.repeat(
          "jobs with nothing to train of %,d rows".formatted(rows),
          () -> {
            double seconds = 0;
            for (int i = 0; i < JOBS; i++) {
              seconds += training.deliver(job);
            }
            figures.add(measure, seconds / JOBS * 1e3);
          });
    }
  }

  /** Publishes ratings, each as a message of its own, to a whole system as in production. */
  private static void measureRatings(BenchmarkOptions options, Figures figures)
      throws IOException, SQLException {
    var stackOptions =
        new StackOptions(options.root(), options.logs("storm"), IN_PRODUCTION, StackPorts.ANY);
    var banknotes = new Banknotes();
    List<PredictionRequest> requests =
        Stream.generate(() -> banknotes.request(1)).limit(RATINGS).toList();
    try (var stack = new LocalStack(stackOptions, options.progress())) {
      StackVariables variables = stack.start();
      try (var pubSub = new PubSubClient(variables);
          var progress = new Progress(variables)) {
        pubSub.publish("request", requests.stream().map(PredictionRequest::encode).toList());
        await(progress, "SELECT count(*) FROM predictions", RATINGS);
        long start = System.nanoTime();
        pubSub.publish("feedback", requests.stream().map(Storm::rating).toList());
        await(progress, "SELECT max(records) FROM jobs", RATINGS + STARTER_ROWS);
        figures.add(
            Measure.of("until a model of all ratings", "s").with("ratings", RATINGS),
            (System.nanoTime() - start) / 1e9);
        figures.add(
            Measure.of("trainings", "trainings").with("ratings", RATINGS),
            (double) progress.number("SELECT count(*) FROM jobs"));
      }
    }
  }

  private static byte[] rating(PredictionRequest request) {
    boolean right = request.batchId().hashCode() % 10 != 0;
    return new Feedback(request.batchId(), request.subjects(), List.of(right)).encode();
  }

  private static void await(Progress progress, String query, double expected) throws SQLException {
    long deadline = System.nanoTime() + TIMEOUT;
    while (progress.number(query) < expected) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(query + " is too small after 5 minutes");
      }
      Wait.milliseconds(50);
    }
  }
}
