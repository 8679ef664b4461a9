package dev.aidemo.local.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.message.SamplePayloads;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.common.stored.StoreContents;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackPorts;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.testkit.Inbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole stack while people rate without a pause: 20 seconds of it with every build, or as long
 * as {@code -Dsoak.minutes=10} says, at {@code -Dsoak.ratings=50} a second. The bucket begins with
 * more model files than are kept.
 */
class SustainedRatingsIT {
  private static final int MINUTES = Integer.getInteger("soak.minutes", 0);
  private static final Duration LENGTH =
      MINUTES == 0 ? Duration.ofSeconds(20) : Duration.ofMinutes(MINUTES);
  private static final int RATINGS_PER_SECOND = Integer.getInteger("soak.ratings", 20);

  /** As in production, or short enough for several trainings in 20 seconds. */
  private static final int INTERVAL_SECONDS = MINUTES == 0 ? 2 : 10;

  private static final int OLD_FILES = 150;
  private static final int MAX_FILES = 101;
  private static final Duration MAX_LABEL_DELAY = Duration.ofSeconds(30);

  /** To handle the jobs that have collected, on a machine that does other things, too. */
  private static final Duration TOLERANCE = Duration.ofSeconds(5);

  @TempDir private static Path home;
  private static final List<String> notes = new CopyOnWriteArrayList<>();
  private static LocalStack stack;
  private static StoreContents contents;
  private static Inbox deadLetters;
  private static SustainedRatings load;

  @BeforeAll
  static void run() throws InterruptedException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    Map<String, String> interval =
        Map.of("TRAINING_INTERVAL_SECONDS", Integer.toString(INTERVAL_SECONDS));
    stack = new LocalStack(new StackOptions(root, home, interval, StackPorts.ANY), notes::add);
    StackVariables variables = stack.start();
    Environment environment = variables.environment();
    contents = new StoreContents(environment);
    deadLetters = Inbox.of("dead-letter", variables.values());
    addOldModels(new ModelStore(environment), new TrainingLog(new Database(environment)));
    load =
        new SustainedRatings(
            environment, home.resolve("logs/training.log"), RATINGS_PER_SECOND, OLD_FILES + 1);
    load.run(LENGTH);
    print();
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  /** Adds models that rank below the starter model. */
  private static void addOldModels(ModelStore bucket, TrainingLog trainings) {
    for (long version = 1; version <= OLD_FILES; version++) {
      TrainedModel model = SamplePayloads.model(0.5, version);
      bucket.upload(model, new byte[] {1});
      trainings.store(model, SamplePayloads.NOON);
    }
  }

  @Test
  void letsNoJobWaitLongerThanOneTraining() {
    assertThat(load.backlog().learned()).isEqualTo(load.sent());
    assertThat(load.backlog().waiting()).isNotPositive();
    assertThat(load.backlog().longestWait()).isLessThan(maxWait());
    assertThat(load.settled()).isLessThan(maxWait());
  }

  /** A job waits for the training that is under way when it arrives, and for one more. */
  private static Duration maxWait() {
    return load.backlog().longestJob().multipliedBy(2).plus(TOLERANCE);
  }

  @Test
  void trainsOnEachLabelInTime() {
    assertThat(load.hasTrainedOnAllRows()).isTrue();
    assertThat(load.longestLabelDelay()).isLessThan(MAX_LABEL_DELAY);
  }

  @Test
  void writesNoDeadLetterAndEndsNoFunction() {
    assertThat(deadLetters.drain()).isEmpty();
    assertThat(notes).noneMatch(note -> note.contains(" ended with exit code "));
  }

  @Test
  void boundsTheModelFilesAndKeepsTheChampion() {
    List<TrainedModel> files = contents.modelFiles();
    assertThat(files).hasSizeLessThanOrEqualTo(MAX_FILES);
    assertThat(contents.champion())
        .isPresent()
        .isEqualTo(PromotionRule.champion(files).map(TrainedModel::modelFileName))
        .isEqualTo(PromotionRule.champion(load.trainings()).map(TrainedModel::modelFileName));
  }

  @Test
  void keepsMemoryFlat() {
    load.memory()
        .forEach(
            (function, memory) -> {
              assertThat(memory.processes()).as(function).isOne();
              // A JVM warms up for the whole of a short run.
              assertThat(MINUTES == 0 || memory.isFlat()).as(function).isTrue();
            });
  }

  private static void print() {
    System.out.printf(
        "%d ratings in %d s, %d a second, interval %d s: %d trainings, %d model files (%d before)%n",
        load.sent(),
        LENGTH.toSeconds(),
        RATINGS_PER_SECOND,
        INTERVAL_SECONDS,
        load.trainings().size(),
        contents.modelFiles().size(),
        OLD_FILES);
    System.out.printf(
        "At most %d jobs waited, for at most %.1f s (allowed %.1f s); the longest job took %.1f s,"
            + " with its pause; from label to model at most %.1f s; all was handled %.1f s after the"
            + " last rating%n",
        load.backlog().longest(),
        seconds(load.backlog().longestWait()),
        seconds(maxWait()),
        seconds(load.backlog().longestJob()),
        seconds(load.longestLabelDelay()),
        seconds(load.settled()));
    load.memory()
        .forEach(
            (function, memory) ->
                System.out.printf(
                    "%-22s %5d MB %5d MB %5d MB%n",
                    function,
                    memory.median(0) / 1024,
                    memory.median(1) / 1024,
                    memory.median(2) / 1024));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
