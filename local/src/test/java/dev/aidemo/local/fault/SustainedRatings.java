package dev.aidemo.local.fault;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.evidence.EvidenceRows;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.TrainingSetCollector;
import dev.aidemo.operations.Wait;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Rates for a while on a stack that runs, and measures what becomes of each rating. */
final class SustainedRatings {
  private static final int MAX_SETTLE_SECONDS = 120;
  private static final int SAMPLE_MILLISECONDS = 250;
  private static final int STARTER_ROWS = BankData.load().starter().size();

  private static final String TIMES_OF_LABELS =
      """
      SELECT created, id FROM training WHERE rated IS NOT NULL ORDER BY created
      """;

  private final SteadyRatings traffic;
  private final Database database;
  private final TrainingLog trainingLog;
  private final JobBacklog backlog;
  private final long firstVersion;
  private final Map<String, Memory> memory = new TreeMap<>();
  private int sent;
  private Duration settled = Duration.ZERO;
  private volatile boolean running = true;

  /**
   * Prepares a run.
   *
   * @param log of function {@code training}
   * @param firstVersion of the models that the run will train
   */
  SustainedRatings(Environment environment, Path log, int ratingsPerSecond, long firstVersion) {
    this.traffic = new SteadyRatings(environment, ratingsPerSecond, 1);
    this.database = new Database(environment);
    this.trainingLog = new TrainingLog(database);
    this.backlog = new JobBacklog(database, log);
    this.firstVersion = firstVersion;
  }

  /** Runs it, and returns when all that was sent is handled, or has not been for too long. */
  void run(Duration length) throws InterruptedException {
    var sampler = new Thread(this::sample, "sampler");
    sampler.setDaemon(true);
    sampler.start();
    sent = traffic.run(length);
    long end = System.nanoTime();
    do {
      Wait.milliseconds(SAMPLE_MILLISECONDS);
      settled = Duration.ofNanos(System.nanoTime() - end);
    } while (!isSettled() && settled.toSeconds() < MAX_SETTLE_SECONDS);
    running = false;
    sampler.join();
  }

  private boolean isSettled() {
    return backlog.learned() >= sent && backlog.waiting() <= 0 && hasTrainedOnAllRows();
  }

  private void sample() {
    while (running) {
      backlog.sample();
      for (DeployedFunction function : DeployedFunction.all()) {
        Memory samples = memory.computeIfAbsent(function.module(), name -> new Memory());
        processes(function).forEach(samples::sample);
      }
      Wait.milliseconds(SAMPLE_MILLISECONDS);
    }
  }

  private static Stream<ProcessHandle> processes(DeployedFunction function) {
    return ProcessHandle.current()
        .children()
        .filter(
            process ->
                Arrays.asList(process.info().arguments().orElse(new String[0]))
                    .contains(function.target()));
  }

  /** Returns how many ratings were published. */
  int sent() {
    return sent;
  }

  /** Returns how long after the last rating everything was handled. */
  Duration settled() {
    return settled;
  }

  JobBacklog backlog() {
    return backlog;
  }

  /** Returns the memory of each function's process. */
  Map<String, Memory> memory() {
    return memory;
  }

  /** Returns the models of this run, in the order of their versions. */
  List<TrainedModel> trainings() {
    List<TrainedModel> models = new ArrayList<>();
    trainingLog.read(models::add);
    return models.stream().filter(model -> model.version() >= firstVersion).toList();
  }

  /** Tells whether a model was trained on exactly the rows that there are now. */
  boolean hasTrainedOnAllRows() {
    var collector = new TrainingSetCollector(BankData.load());
    String rows =
        database.inTransaction(
            connection -> {
              new TrainingRows(database).read(connection, collector::add);
              return collector.finish().sha256();
            });
    return trainings().stream().anyMatch(model -> rows.equals(model.dataSha256()));
  }

  /** Returns the longest time from the learning of a label until a model was trained on it. */
  Duration longestLabelDelay() {
    List<TrainedModel> models = trainings();
    Duration longest = Duration.ZERO;
    int rows = STARTER_ROWS;
    for (Instant learned : timesOfLabels()) {
      int needed = ++rows;
      Instant trained =
          models.stream()
              .filter(model -> model.records() >= needed)
              .findFirst()
              .map(TrainedModel::created)
              .orElseGet(Instant::now);
      Duration delay = Duration.between(learned, trained);
      longest = delay.compareTo(longest) > 0 ? delay : longest;
    }
    return longest;
  }

  /** Returns when each label was learned that is trained on. */
  private List<Instant> timesOfLabels() {
    return database.inTransaction(
        connection -> {
          List<Instant> times = new ArrayList<>();
          try (Statement select = connection.createStatement();
              ResultSet rows = select.executeQuery(TIMES_OF_LABELS)) {
            while (rows.next()) {
              if (!EvidenceRows.isHeldBack(rows.getObject(2, UUID.class))) {
                times.add(rows.getObject(1, OffsetDateTime.class).toInstant());
              }
            }
          }
          return times;
        });
  }
}
