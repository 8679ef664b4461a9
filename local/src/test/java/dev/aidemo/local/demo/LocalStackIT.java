package dev.aidemo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.PubSubRest;
import dev.aidemo.local.stack.StackException;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StoryIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> notes = new CopyOnWriteArrayList<>();

  @TempDir private static Path home;
  private static Set<Long> processesBefore;
  private static LocalStack stack;
  private static StackVariables variables;
  private static PubSubRest pubSub;
  private static PredictApi api;
  private static Ledger ledger;

  @BeforeAll
  static void start() {
    processesBefore = children();
    stack = new LocalStack(StackOptions.embedded(ROOT, home), notes::add);
    variables = stack.start();
    pubSub = new PubSubRest(variables);
    api = new PredictApi(variables);
    ledger = new Ledger(variables.environment());
  }

  @AfterAll
  static void closingLeavesNoProcess() {
    api.close();
    stack.close();
    // One that has just ended is listed until it is reaped.
    Wait.until(
        "no process but those before",
        () -> Optional.of(children()).filter(processesBefore::equals));
  }

  @Test
  void aRequestBecomesPredictionsInRedisAndPostgresAndFeedbackANewModel() throws Exception {
    UUID batch = UUID.randomUUID();
    pubSub.publish("request", request(batch));
    List<String> predictions =
        Wait.until("predictions", () -> Optional.ofNullable(api.predictions().get(batch)));
    assertThat(predictions).hasSize(2).isSubsetOf("real", "fake");
    Wait.until("predictions", () -> stored(ledger.predictions(), batch, 2));

    int records = records();
    pubSub.publish(
        "feedback",
        """
        {"batch_id":"%s","subjects":["a","b"],"ratings":[1,0]}"""
            .formatted(batch));
    List<String> ratings = Wait.until("ratings", () -> stored(ledger.ratings(), batch, 2));
    String opposite = predictions.get(1).equals("real") ? "fake" : "real";
    assertThat(ratings)
        .containsExactlyInAnyOrder(batch + " a " + predictions.get(0), batch + " b " + opposite);
    Wait.until(
        "a model of two more rows",
        () -> Optional.of(records()).filter(now -> now >= Math.max(records, 6) + 2));
  }

  @Test
  void poisonIsKeptWithItsReasonAndWhatIsBehindItFlows() throws Exception {
    String id = pubSub.publish("request", "rubbish");
    UUID batch = UUID.randomUUID();
    pubSub.publish("request", request(batch));
    Wait.until("predictions", () -> Optional.ofNullable(api.predictions().get(batch)));
    JsonNode letter =
        pubSub.await(
            "dead-letter",
            message -> message.at("/attributes/dead-letter-message-id").asText().equals(id));
    assertThat(PubSubRest.text(letter)).isEqualTo("rubbish");
    assertThat(letter.at("/attributes/dead-letter-topic").asText()).isEqualTo("request");
    assertThat(letter.at("/attributes/dead-letter-reason").asText()).contains("JSON");
  }

  @Test
  void aFunctionThatDiesIsStartedAgainAndLosesNothing() throws Exception {
    function("dev.aidemo.predictiontocache.PredictionToCache").destroyForcibly();
    UUID batch = UUID.randomUUID();
    pubSub.publish("request", request(batch));
    Wait.until("predictions", () -> Optional.ofNullable(api.predictions().get(batch)));
    assertThat(notes).anyMatch(note -> note.startsWith("prediction-to-cache ended with exit code"));
  }

  @Test
  void aSecondStackInTheSameFolderIsRefusedAndTheFirstGoesOn() {
    var second = new LocalStack(StackOptions.embedded(ROOT, home), notes::add);
    assertThatThrownBy(second::start)
        .isInstanceOf(StackException.class)
        .hasMessageStartingWith("a stack is running already in " + home);
    assertThat(ledger.models()).isNotNull();
  }

  @Test
  void eachFunctionHasALogFile() {
    assertThat(home.resolve("logs/training.log")).isNotEmptyFile();
    assertThat(Files.exists(home.resolve("logs/prediction-to-db.log"))).isTrue();
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

  private static int records() {
    return ledger.models().stream().mapToInt(TrainedModel::records).max().orElse(0);
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
