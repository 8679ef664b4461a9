package dev.aidemo.benchmarks.loop;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.PubSubClient;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Measure;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackPorts;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.testkit.Inbox;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Measures the whole system, from the deployables, on services of its own. */
public final class Loop {
  private static final Map<String, String> IN_PRODUCTION =
      Map.of("TRAINING_INTERVAL_SECONDS", "10", "MODEL_REFRESH_SECONDS", "60");
  private static final int ROWS = 10;

  /** Nearly as many rows as fit into a message. */
  private static final int LARGE_BATCH = 100_000;

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
    var stackOptions =
        new StackOptions(options.root(), options.logs("loop"), IN_PRODUCTION, StackPorts.ANY);
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
    sustained(true, seconds, new Figures());
    sustained(false, seconds, new Figures());
    for (int rate : List.of(20, 100)) {
      options.repeat(rate + " batches a second", () -> latency(batches, rate, figures));
    }
    options.repeat("predictions", () -> sustained(false, seconds, figures));
    options.repeat("predictions and feedback", () -> sustained(true, seconds, figures));
    options.repeat("one large message", () -> largeMessage(figures));
  }

  private void latency(int batches, int rate, Figures figures) throws SQLException {
    var found = new Latency();
    found.measure(pubSub, endpoint, progress, batches, ROWS, rate);
    for (int percent : List.of(50, 99)) {
      Measure measure =
          Measure.of("published to readable", "ms")
              .with("percentile", "p" + percent)
              .with("batches/s", rate);
      double reference = found.reference.percentile(percent);
      Map.of(
              "Redis and PostgreSQL", found.inBoth,
              "Redis", found.inRedis,
              "PostgreSQL", found.inTable)
          .forEach(
              (where, times) -> {
                double time = times.percentile(percent);
                figures.add(measure.with("where", where), time, "one publish and push", reference);
              });
    }
  }

  private void largeMessage(Figures figures) throws SQLException {
    var found = new Latency();
    found.measure(pubSub, endpoint, progress, 1, LARGE_BATCH, 1);
    figures.add(
        Measure.of("published to readable, one message", "s").with("rows", LARGE_BATCH),
        found.inBoth.percentile(100) / 1e3);
  }

  private void sustained(boolean rated, int seconds, Figures figures) throws SQLException {
    long predictions = progress.number("SELECT count(*) FROM predictions");
    long training = progress.number("SELECT count(*) FROM training");
    long database = progress.number("SELECT pg_backend_pid()");
    Map<String, Double> before = ProcessorTime.now(database);
    long start = System.nanoTime();
    int batches = new Sustained(pubSub, progress, ROWS, rated).run(seconds);
    double perSecond = batches / ((System.nanoTime() - start) / 1e9);
    Map<String, Double> after = ProcessorTime.now(database);
    long rows = (long) batches * ROWS;
    audit(predictions + rows, training + (rated ? rows : 0), rated ? batches : 0);
    String loop = rated ? "prediction and feedback" : "prediction";
    figures.add(Measure.of("sustained", "batches/s").with("loop", loop), perSecond);
    after.replaceAll((part, time) -> (time - before.getOrDefault(part, 0.0)) / batches);
    after.put("all", after.values().stream().mapToDouble(time -> time).sum());
    Measure time = Measure.of("processor time", "ms a batch").with("loop", loop);
    after.forEach((part, used) -> figures.add(time.with("part", part), used));
  }

  /** Fails if anything was lost or doubled. */
  private void audit(long predictions, long training, long jobBatches) throws SQLException {
    List<UUID> shown = progress.shown(Integer.MAX_VALUE);
    require("predictions", progress.number("SELECT count(*) FROM predictions"), predictions);
    require("training rows", progress.number("SELECT count(*) FROM training"), training);
    require("batches in Redis", shown.size(), new HashSet<>(shown).size());
    require("dead letters", count(deadLetters), 0);
    require("batches with jobs", count(jobs), jobBatches);
  }

  /** Counts different messages, because a job may be published twice. */
  private static long count(Inbox inbox) {
    Set<String> messages = new HashSet<>();
    for (List<Inbox.Message> some = inbox.drain(); !some.isEmpty(); some = inbox.drain()) {
      some.forEach(message -> messages.add(message.data()));
    }
    return messages.size();
  }

  private static void require(String what, long found, long expected) {
    if (found != expected) {
      throw new IllegalStateException(
          "%s: there are %d, there should be %d".formatted(what, found, expected));
    }
  }
}
