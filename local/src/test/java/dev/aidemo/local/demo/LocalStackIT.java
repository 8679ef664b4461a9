package dev.aidemo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.evidence.EvidenceRows;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.local.stack.BuiltFunctions;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackException;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.local.stack.TopicClient;
import dev.aidemo.operations.Wait;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Inbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks that a local stack does what the system does on Google Cloud. */
@Timeout(120)
class LocalStackIT {
  private static final List<String> notes = new CopyOnWriteArrayList<>();

  @TempDir private static Path home;
  private static Set<Long> processesBefore;
  private static LocalStack stack;
  private static StackVariables variables;
  private static TopicClient topics;
  private static Inbox deadLetters;
  private static CacheReader cache;
  private static DatabaseReader database;

  @BeforeAll
  static void start() {
    processesBefore = children();
    stack = new LocalStack(StackOptions.embedded(BuiltFunctions.ROOT, home), notes::add);
    variables = stack.start();
    topics = new TopicClient(variables);
    deadLetters = Inbox.of(DeployedFunction.DEAD_LETTER, variables.values());
    cache = new CacheReader(variables);
    database = new DatabaseReader(variables.environment());
  }

  @AfterAll
  static void closingLeavesNoProcess() {
    topics.close();
    cache.close();
    stack.close();
    // A process that has just ended is listed until it is reaped.
    Wait.until(
        "no process but those before",
        () -> Optional.of(children()).filter(processesBefore::equals));
  }

  @Test
  void aRequestBecomesPredictionsInRedisAndPostgresAndFeedbackANewModel() {
    UUID batch =
        Stream.generate(UUID::randomUUID).filter(LocalStackIT::isTrainedOn).findFirst().get();
    topics.publish("request", request(batch));
    List<String> predictions =
        Wait.until("predictions", () -> Optional.ofNullable(cache.predictions().get(batch)));
    assertThat(predictions).hasSize(2).isSubsetOf("real", "fake");
    Wait.until("predictions", () -> stored(database.predictions(), batch, 2));

    int records = records();
    topics.publish(
        "feedback",
        """
        {"batch_id":"%s","subjects":["a","b"],"ratings":[1,0]}"""
            .formatted(batch));
    List<String> ratings = Wait.until("ratings", () -> stored(database.ratings(), batch, 2));
    String opposite = predictions.get(1).equals("real") ? "fake" : "real";
    assertThat(ratings)
        .containsExactlyInAnyOrder(batch + " a " + predictions.get(0), batch + " b " + opposite);
    Wait.until(
        "a model of two more rows",
        () -> Optional.of(records()).filter(now -> now >= Math.max(records, 6) + 2));
  }

  @Test
  void poisonIsDeadLetteredWithItsReasonAndLaterMessagesAreHandled() {
    String id = topics.publish("request", "rubbish");
    assertPredicts();
    Inbox.Message letter =
        deadLetters.await(message -> id.equals(message.attributes().get("dead-letter-message-id")));
    assertThat(letter.data()).isEqualTo("rubbish");
    assertThat(letter.attributes())
        .containsEntry("dead-letter-topic", "request")
        .hasEntrySatisfying("dead-letter-reason", reason -> assertThat(reason).contains("JSON"));
  }

  @Test
  void aFunctionThatIsKilledIsRestartedAndLosesNothing() {
    function("dev.aidemo.predictiontocache.PredictionToCache").destroyForcibly();
    assertPredicts();
    assertThat(notes).anyMatch(note -> note.startsWith("prediction-to-cache ended with exit code"));
  }

  @Test
  void aSecondStackInTheSameFolderIsRejectedAndTheFirstGoesOn() {
    var second = new LocalStack(StackOptions.embedded(BuiltFunctions.ROOT, home), notes::add);
    assertThatThrownBy(second::start)
        .isInstanceOf(StackException.class)
        .hasMessageStartingWith("a stack is already running in " + home);
    assertPredicts();
    assertThat(home.resolve("env")).exists();
  }

  @Test
  void eachFunctionHasALogFile() {
    assertThat(home.resolve("logs/training.log")).isNotEmptyFile();
    assertThat(Files.exists(home.resolve("logs/prediction-to-db.log"))).isTrue();
  }

  private static void assertPredicts() {
    UUID batch = UUID.randomUUID();
    topics.publish("request", request(batch));
    Wait.until("predictions", () -> Optional.ofNullable(cache.predictions().get(batch)));
  }

  private static String request(UUID batch) {
    return """
        {"batch_id":"%s","subjects":["a","b"],
         "features":[[3.6,8.7,-2.8,-0.4],[-1.4,-4.9,6.5,%f]]}"""
        .formatted(batch, batch.getLeastSignificantBits() / 1e19);
  }

  private static Optional<List<String>> stored(List<String> rows, UUID batch, int expected) {
    List<String> ours = rows.stream().filter(row -> row.startsWith(batch.toString())).toList();
    return Optional.of(ours).filter(found -> found.size() == expected);
  }

  /** Tells whether neither of two rows is held back. */
  private static boolean isTrainedOn(UUID batch) {
    return !EvidenceRows.isHeldBack(Predictions.rowId(batch, 0))
        && !EvidenceRows.isHeldBack(Predictions.rowId(batch, 1));
  }

  private static int records() {
    return database.models().stream().mapToInt(TrainedModel::records).max().orElse(0);
  }

  private static ProcessHandle function(String target) {
    return ProcessHandle.current()
        .descendants()
        .filter(
            process ->
                Arrays.asList(process.info().arguments().orElse(new String[0])).contains(target))
        .findFirst()
        .orElseThrow();
  }

  private static Set<Long> children() {
    return ProcessHandle.current()
        .descendants()
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }
}
