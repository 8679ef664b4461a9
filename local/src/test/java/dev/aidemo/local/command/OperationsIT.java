package dev.aidemo.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aidemo.common.database.Database;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.PubSubRest;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.Wait;
import dev.aidemo.operations.command.CommandRun;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;

/** The commands on a stack whose eight functions are at work. */
@Timeout(120)
class OperationsIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private static Path home;
  private static LocalStack stack;
  private static StackVariables variables;
  private static PubSubRest pubSub;
  private static Database database;
  private static JedisPooled redis;

  @BeforeAll
  static void start() {
    stack = new LocalStack(StackOptions.embedded(ROOT, home), note -> {});
    variables = stack.start();
    pubSub = new PubSubRest(variables);
    database = new Database(variables.environment());
    redis =
        new JedisPooled(new HostAndPort(variables.value("REDISHOST"), variables.port("REDISPORT")));
  }

  @AfterAll
  static void stop() {
    redis.close();
    stack.close();
  }

  private static CommandRun run(String... arguments) {
    CommandRun run = CommandRun.of(home, Map.of(), arguments);
    assertThat(run.exitCode()).as(run.error()).isZero();
    return run;
  }

  @Test
  void aReplayHealsOnceItsCauseIsMendedAndOverrulesNothingThatWasSaidLater() throws Exception {
    UUID batch = predicted("a", "b");
    pubSub.publish("feedback", feedback(batch, "[\"a\",\"c\"]", "[1,1]"));
    String letter = await(() -> letter("feedback", batch));
    await(() -> rated(batch, "a").filter("t"::equals));
    assertThat(run("dead-letters", "list").out()).contains(letter);
    assertThat(run("dead-letters", "show", letter).out())
        .contains("\"subjects\" : [ \"a\", \"c\" ]");
    pubSub.publish("feedback", feedback(batch, "[\"a\"]", "[0]"));
    await(() -> rated(batch, "a").filter("f"::equals));

    execute(
        "INSERT INTO predictions (id, batch_id, subject_id, variance, skewness, curtosis, entropy,"
            + " prediction) VALUES (gen_random_uuid(), '%s', 'c', 1, 2, 3, 4, 'real')"
                .formatted(batch));
    run("dead-letters", "replay", letter);

    await(() -> rated(batch, "c").filter("t"::equals));
    assertThat(rated(batch, "a")).contains("f");
    assertThat(letter("feedback", batch)).isEmpty();
  }

  @Test
  void whatIsPoisonAgainComesBackOnceAndAsItWas() throws Exception {
    UUID id = UUID.randomUUID();
    pubSub.publish("job", "rubbish " + id);
    String first = await(() -> letter("job", id));
    List<String> attributes = attributeNames(first);

    run("dead-letters", "replay", first);

    String second = await(() -> letter("job", id));
    assertThat(second).isNotEqualTo(first);
    List<String> secondAttributes = attributeNames(second);
    assertThat(secondAttributes).contains("ce-time").hasSize(attributes.size() + 1);
    run("dead-letters", "replay", second);
    String third = await(() -> letter("job", id));
    assertThat(third).isNotEqualTo(second);
    assertThat(attributeNames(third)).isEqualTo(secondAttributes);
    assertThat(run("dead-letters", "drop", third).out()).isEqualTo("Dropped 1 dead letter.\n");
    assertThat(letter("job", id)).isEmpty();
  }

  @Test
  void whatBecameTooOldIsHealedByAReplayAndKeepsItsTime() throws Exception {
    UUID batch = UUID.randomUUID();
    Instant published = Instant.now().minus(Duration.ofHours(21)).truncatedTo(ChronoUnit.MILLIS);
    pushToPrediction(request(batch, "a"), published);
    String letter = await(() -> letter("request", batch));
    assertThat(run("dead-letters", "list").out())
        .containsPattern(letter + "  .* event must be at most 72000 s old, got 75\\d\\d\\d s");

    run("dead-letters", "replay", "--topic", "request", letter);

    assertThat(await(() -> listed(batch))).endsWith("\"created\":\"" + published + "\"}");
  }

  @Test
  void afterAFlushTheFunctionsServeOnAndARebuildBringsTheRestBack() throws Exception {
    List<UUID> ids = List.of(predicted("a"), predicted("a", "b"), predicted("z", "y", "x"));
    pubSub.publish("feedback", feedback(ids.get(0), "[\"a\"]", "[1]"));
    await(() -> agreement());
    List<String> batches = entries(ids);
    List<String> jobs = redis.lrange("jobs", 0, -1);

    redis.flushAll();
    UUID after = predicted("b");
    assertThat(run("cache", "rebuild").out()).contains("the champion is model-");

    await(() -> agreement());
    assertThat(redis.lrange("jobs", 0, -1)).containsAll(jobs).doesNotHaveDuplicates();
    assertThat(entries(ids)).hasSize(3).isEqualTo(batches);
    assertThat(redis.lindex("batches", 0)).contains(after.toString());
    assertThat(run("champion", "history").out()).contains("yes, champion");
  }

  /** The entries of these batches, in the order of the list. */
  private static List<String> entries(List<UUID> ids) {
    return redis.lrange("batches", 0, -1).stream()
        .filter(entry -> ids.stream().anyMatch(id -> entry.contains(id.toString())))
        .toList();
  }

  /** What is said of the champion, once the messages of the last training have arrived. */
  private static Optional<String> agreement() {
    String said = CommandRun.of(home, Map.of(), "champion", "show").out();
    return said.lines().filter(line -> line.contains("agree: the champion is")).findFirst();
  }

  private static UUID predicted(String... subjects) throws Exception {
    UUID batch = UUID.randomUUID();
    pubSub.publish("request", request(batch, subjects));
    await(() -> listed(batch));
    await(
        () ->
            column("SELECT count(*) FROM predictions WHERE batch_id = '%s'".formatted(batch))
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

  private static Optional<String> rated(UUID batch, String subject) {
    return column(
        "SELECT is_correct FROM predictions WHERE batch_id = '%s' AND subject_id = '%s'"
            .formatted(batch, subject));
  }

  /** The dead letter of a topic whose payload names the id. */
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

  /** A delivery as Eventarc's, of what was published long ago. */
  private static void pushToPrediction(String request, Instant published) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    URI subscription =
        URI.create(
            "http://%s/v1/projects/%s/subscriptions/prediction"
                .formatted(variables.value("PUBSUB_EMULATOR_HOST"), variables.value("PROJECT_ID")));
    JsonNode settings =
        new JsonMapper()
            .readTree(
                client
                    .send(HttpRequest.newBuilder(subscription).build(), BodyHandlers.ofString())
                    .body());
    String data = Base64.getEncoder().encodeToString(request.getBytes(StandardCharsets.UTF_8));
    HttpRequest push =
        HttpRequest.newBuilder(URI.create(settings.at("/pushConfig/pushEndpoint").asText()))
            .header("content-type", "application/json")
            .header("ce-specversion", "1.0")
            .header("ce-id", "1")
            .header("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
            .header("ce-source", "//pubsub.googleapis.com/projects/p/topics/request")
            .header("ce-time", published.toString())
            .POST(BodyPublishers.ofString("{\"message\":{\"data\":\"" + data + "\"}}"))
            .build();
    assertThat(client.send(push, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private static void execute(String sql) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
          }
        });
  }

  private static Optional<String> column(String sql) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql);
              ResultSet rows = select.executeQuery()) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
          }
        });
  }

  private static <T> T await(Supplier<Optional<T>> look) {
    Instant deadline = Instant.now().plusSeconds(30);
    while (Instant.now().isBefore(deadline)) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      Wait.milliseconds(50);
    }
    throw new AssertionError("waited 30 s in vain");
  }
}
