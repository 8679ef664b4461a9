package dev.aidemo.benchmarks.loop;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.benchmarks.platform.PubSubClient;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Latencies;
import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.testkit.Inbox;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Measures the whole system, from the deployables, on services of its own. */
public final class Loop {
  private static final Map<String, String> IN_PRODUCTION =
      Map.of("TRAINING_INTERVAL_SECONDS", "10", "MODEL_REFRESH_SECONDS", "60");
  private static final int ROWS = 10;

  /** Nearly as many rows as fit into a message. */
  private static final int LARGE_BATCH = 100_000;

  private static final int REFERENCE_MESSAGES = 4_000;

  private final PubSubClient pubSub;
  private final PushEndpoint endpoint;
  private final Progress progress;
  private final Inbox jobs;
  private final Inbox deadLetters;

  private Loop(
      StackVariables variables, PubSubClient pubSub, PushEndpoint endpoint, Progress progress) {
    this.pubSub = pubSub;
    this.endpoint = endpoint;
    this.progress = progress;
    this.jobs = Inbox.of("job", variables.values());
    this.deadLetters = Inbox.of("dead-letter", variables.values());
  }

  /** Runs all rounds. */
  public static void run(BenchmarkOptions options, Figures figures) throws Exception {
    Path home = options.logs("loop");
    var stackOptions = new StackOptions(options.root(), home, IN_PRODUCTION, 0, 0, 0);
    try (var stack = new LocalStack(stackOptions, options.progress())) {
      StackVariables variables = stack.start();
      try (var pubSub = new PubSubClient(variables);
          var endpoint = new PushEndpoint(pubSub);
          var progress = new Progress(variables)) {
        new Loop(variables, pubSub, endpoint, progress).measure(options, figures);
      }
    }
  }

  private void measure(BenchmarkOptions options, Figures figures) throws Exception {
    int seconds = options.quick() ? 5 : 20;
    int batches = options.quick() ? 50 : 200;
    options.progress().accept("warming up");
    for (boolean rated : List.of(true, false)) {
      sustained(rated, seconds, new Figures());
    }
    for (int perSecond : List.of(20, 100)) {
      options.repeat(perSecond + " batches a second", () -> latency(batches, perSecond, figures));
    }
    for (boolean rated : List.of(false, true)) {
      options.repeat("as many as possible", () -> sustained(rated, seconds, figures));
    }
    options.repeat("one large message", () -> largeMessage(figures));
  }

  private void latency(int batches, int perSecond, Figures figures) throws SQLException {
    Latency found = new Latency(pubSub, endpoint, progress).measure(batches, ROWS, perSecond);
    add(figures, "Redis and PostgreSQL", perSecond, found.inBoth, found.reference);
    add(figures, "Redis", perSecond, found.inRedis, found.reference);
    add(figures, "PostgreSQL", perSecond, found.inTable, found.reference);
  }

  private static void add(
      Figures figures, String where, int perSecond, Latencies found, Latencies reference) {
    for (int percent : List.of(50, 99)) {
      Measure measure =
          Measure.of("published to readable", "ms")
              .with("where", where)
              .with("percentile", "p" + percent)
              .with("batches/s", perSecond);
      double compared = reference.percentile(percent);
      figures.add(measure, found.percentile(percent), "one publish and push", compared);
    }
  }

  private void largeMessage(Figures figures) throws SQLException {
    Latency found = new Latency(pubSub, endpoint, progress).measure(1, LARGE_BATCH, 1);
    figures.add(
        Measure.of("published to readable, one message", "s").with("rows", LARGE_BATCH),
        found.inBoth.percentile(100) / 1e3);
  }

  private void sustained(boolean rated, int seconds, Figures figures) throws SQLException {
    byte[] payload = new Banknotes().request(ROWS).encode();
    double reference =
        endpoint.messagesPerSecond(payload, Sustained.MAX_BATCHES, REFERENCE_MESSAGES);
    long database = progress.databaseProcess();
    var sustained = new Sustained(pubSub, progress, ROWS, rated);
    Map<String, Double> before = ProcessorTime.now(database);
    long start = System.nanoTime();
    int batches = sustained.run(seconds);
    double perSecond = batches / ((System.nanoTime() - start) / 1e9);
    Map<String, Double> after = ProcessorTime.now(database);
    sustained.audit(jobs, deadLetters);
    String loop = rated ? "prediction and feedback" : "prediction";
    Measure measure = Measure.of("sustained", "batches/s").with("loop", loop);
    figures.add(measure, perSecond, "messages through Pub/Sub alone", reference);
    Measure time = Measure.of("processor time", "ms a batch").with("loop", loop);
    double all = 0;
    for (String part : after.keySet()) {
      double used = (after.getOrDefault(part, 0.0) - before.getOrDefault(part, 0.0)) / batches;
      all += used;
      figures.add(time.with("part", part), used);
    }
    figures.add(time.with("part", "all"), all);
  }
}
