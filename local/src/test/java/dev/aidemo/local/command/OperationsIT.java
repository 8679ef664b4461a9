package dev.aidemo.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.local.stack.BuiltFunctions;
import dev.aidemo.local.stack.DeliveryForm;
import dev.aidemo.local.stack.DeliveryForm.Delivery;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.local.stack.TestDatabase;
import dev.aidemo.local.stack.TopicClient;
import dev.aidemo.operations.Wait;
import dev.aidemo.operations.command.CommandRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;

/** Runs the commands of an operator on a stack whose functions are at work. */
@Timeout(120)
class OperationsIT {
  /** Redis lists times with microseconds and without a zone. */
  private static final DateTimeFormatter LISTED_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  @TempDir private static Path home;
  private static LocalStack stack;
  private static StackVariables variables;
  private static TopicClient topics;
  private static TestDatabase database;
  private static JedisPooled redis;

  @BeforeAll
  static void start() {
    stack = new LocalStack(StackOptions.embedded(BuiltFunctions.ROOT, home), note -> {});
    variables = stack.start();
    topics = new TopicClient(variables);
    database = new TestDatabase(variables.environment());
    redis =
        new JedisPooled(new HostAndPort(variables.value("REDISHOST"), variables.port("REDISPORT")));
  }

  @AfterAll
  static void stop() {
    redis.close();
    topics.close();
    stack.close();
  }

  private static CommandRun run(String... arguments) {
    CommandRun run = CommandRun.of(home, Map.of(), arguments);
    assertThat(run.exitCode()).as(run.error()).isZero();
    return run;
  }

  @Test
  void aReplaySucceedsOnceItsCauseIsFixedAndDoesNotReplaceLaterRatings() throws Exception {
    UUID batch = predicted("a", "b");
    topics.publish("feedback", feedback(batch, "[\"a\",\"c\"]", "[1,1]"));
    String letter = awaitLetter("feedback", batch);
    awaitRating(batch, "a", "t");
    assertThat(run("dead-letters", "list").out()).contains(letter);
    assertThat(run("dead-letters", "show", letter).out())
        .contains("\"subjects\" : [ \"a\", \"c\" ]");
    topics.publish("feedback", feedback(batch, "[\"a\"]", "[0]"));
    awaitRating(batch, "a", "f");

    database.execute(
        "INSERT INTO predictions (id, batch_id, subject_id, variance, skewness, curtosis, entropy,"
            + " prediction) VALUES (gen_random_uuid(), ?, 'c', 1, 2, 3, 4, 'real')",
        batch);
    run("dead-letters", "replay", letter);

    awaitRating(batch, "c", "t");
    assertThat(rated(batch, "a")).contains("f");
    assertThat(letter("feedback", batch)).isEmpty();
  }

  @Test
  void aReplayThatFailsIsDeadLetteredOnceAndUnchanged() throws Exception {
    UUID id = UUID.randomUUID();
    topics.publish("job", "rubbish " + id);
    String first = awaitLetter("job", id);
    List<String> attributes = attributeNames(first);

    run("dead-letters", "replay", first);

    String second = awaitLetter("job", id);
    assertThat(second).isNotEqualTo(first);
    List<String> secondAttributes = attributeNames(second);
    assertThat(secondAttributes).contains("ce-time").hasSize(attributes.size() + 1);
    run("dead-letters", "replay", second);
    String third = awaitLetter("job", id);
    assertThat(third).isNotEqualTo(second);
    assertThat(attributeNames(third)).isEqualTo(secondAttributes);
    assertThat(run("dead-letters", "drop", third).out()).isEqualTo("Dropped 1 dead letter.\n");
    assertThat(letter("job", id)).isEmpty();
  }

  @Test
  void aMessageThatWasTooOldIsHandledByAReplayAndKeepsItsTime() throws Exception {
    UUID batch = UUID.randomUUID();
    Instant published = Instant.now().minus(Duration.ofHours(21)).truncatedTo(ChronoUnit.MILLIS);
    deliverToPrediction(request(batch, "a"), published);
    String letter = awaitLetter("request", batch);
    assertThat(run("dead-letters", "list").out())
        .containsPattern(letter + "  .* event must be at most 72000 s old, got 75\\d\\d\\d s");

    run("dead-letters", "replay", "--topic", "request", letter);

    assertThat(Wait.until("the batch in Redis", () -> listed(batch)))
        .endsWith("\"created\":\"" + LISTED_TIME.format(published) + "\"}");
  }

  @Test
  void afterAFlushFunctionsGoOnAndARebuildRestoresTheRest() throws Exception {
    List<UUID> ids = List.of(predicted("a"), predicted("a", "b"), predicted("z", "y", "x"));
    topics.publish("feedback", feedback(ids.get(0), "[\"a\"]", "[1]"));
    Wait.until("agreement on the champion", OperationsIT::agreement);
    List<String> batches = entries(ids);
    List<String> jobs = redis.lrange("jobs", 0, -1);

    redis.flushAll();
    UUID after = predicted("b");
    assertThat(run("cache", "rebuild").out()).contains("the champion is model-");

    Wait.until("agreement on the champion", OperationsIT::agreement);
    assertThat(redis.lrange("jobs", 0, -1)).containsAll(jobs).doesNotHaveDuplicates();
    assertThat(entries(ids)).hasSize(3).isEqualTo(batches);
    assertThat(redis.lindex("batches", 0)).contains(after.toString());
    assertThat(run("champion", "history").out()).containsPattern("yes: better.*, champion");
  }

  /** Returns the entries of these batches, in the order of the list. */
  private static List<String> entries(List<UUID> ids) {
    return redis.lrange("batches", 0, -1).stream()
        .filter(entry -> ids.stream().anyMatch(id -> entry.contains(id.toString())))
        .toList();
  }

  /** Returns on which champion all agree, once the messages of the last training have arrived. */
  private static Optional<String> agreement() {
    String out = CommandRun.of(home, Map.of(), "champion", "show").out();
    return out.lines().filter(line -> line.contains("agree: the champion is")).findFirst();
  }

  private static UUID predicted(String... subjects) throws Exception {
    UUID batch = UUID.randomUUID();
    topics.publish("request", request(batch, subjects));
    Wait.until("the batch in Redis", () -> listed(batch));
    Wait.until(
        "the batch in PostgreSQL",
        () ->
            database
                .value("SELECT count(*) FROM predictions WHERE batch_id = ?", batch)
                .filter(count -> count.equals("" + subjects.length)));
    return batch;
  }

  private static Optional<String> listed(UUID batch) {
    return redis.lrange("batches", 0, -1).stream()
        .filter(entry -> entry.contains(batch.toString()))
        .findFirst();
  }

  private static String request(UUID batch, String... subjects) {
    List<String> rows = Arrays.stream(subjects).map(subject -> "[3.6,8.7,-2.8,-0.4]").toList();
    return "{\"batch_id\":\"%s\",\"subjects\":[\"%s\"],\"features\":[%s]}"
        .formatted(batch, String.join("\",\"", subjects), String.join(",", rows));
  }

  private static String feedback(UUID batch, String subjects, String ratings) {
    return "{\"batch_id\":\"%s\",\"subjects\":%s,\"ratings\":%s}"
        .formatted(batch, subjects, ratings);
  }

  private static void awaitRating(UUID batch, String subject, String expected) {
    Wait.until("rating " + expected, () -> rated(batch, subject).filter(expected::equals));
  }

  private static Optional<String> rated(UUID batch, String subject) {
    return database.value(
        "SELECT is_correct FROM predictions WHERE batch_id = ? AND subject_id = ?", batch, subject);
  }

  private static String awaitLetter(String topic, UUID id) {
    return Wait.until("a dead letter of topic " + topic, () -> letter(topic, id));
  }

  /** Returns the dead letter of a topic whose payload has the id. */
  private static Optional<String> letter(String topic, UUID id) {
    return Pattern.compile("(?m)^ *(\\d+)  \\S+ +" + topic + " ")
        .matcher(run("dead-letters", "list").out())
        .results()
        .map(row -> row.group(1))
        .filter(letter -> run("dead-letters", "show", letter).out().contains(id.toString()))
        .findFirst();
  }

  private static List<String> attributeNames(String letter) {
    return Pattern.compile("(?m)^  (\\S+)  ")
        .matcher(run("dead-letters", "show", letter).out())
        .results()
        .map(line -> line.group(1))
        .toList();
  }

  /** Delivers a message to function prediction as if it had been published long ago. */
  private static void deliverToPrediction(String request, Instant published) throws Exception {
    var delivery =
        new Delivery("request", "1", published, request.getBytes(StandardCharsets.UTF_8));
    assertThat(
            DeliveryForm.SECOND_GENERATION
                .send(topics.endpoint("prediction"), delivery)
                .statusCode())
        .isEqualTo(200);
  }
}
