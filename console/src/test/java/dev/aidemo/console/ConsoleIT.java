package dev.aidemo.console;

import static dev.aidemo.common.banknote.Verdict.FAKE;
import static dev.aidemo.common.banknote.Verdict.REAL;
import static dev.aidemo.common.message.SamplePayloads.NOON;
import static dev.aidemo.common.message.SamplePayloads.feedback;
import static dev.aidemo.common.message.SamplePayloads.model;
import static dev.aidemo.common.message.SamplePayloads.prediction;
import static dev.aidemo.console.RunningConsole.json;
import static dev.aidemo.console.RunningConsole.names;
import static dev.aidemo.console.RunningConsole.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.RecentBatches;
import dev.aidemo.common.cache.RecentTrainings;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.database.SkippedTrainings;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.model.StarterModel;
import dev.aidemo.common.topic.Message;
import dev.aidemo.common.topic.PubSub;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every call, as the page makes it, on stores that are filled as the functions do. */
@Timeout(120)
class ConsoleIT {
  private static final UUID BATCH = UUID.randomUUID();
  private static final Map<String, String> environment = new HashMap<>(Services.environment());

  private static RunningConsole console;
  private static PubSub pubSub;
  private static Inbox feedbackInbox;

  @BeforeAll
  static void fillTheStoresAndStart(@TempDir Path folder) throws Exception {
    try (Connection connection = Services.owner();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE predictions, training, jobs, skipped_trainings");
    }
    Environment variables = Environment.of(environment);
    var redis = new Redis(variables);
    redis.client().flushAll();
    var database = new Database(variables);
    new RecentBatches(redis).add(listed(), NOON);
    new Predictions(database).store(prediction(BATCH, "model-1.pb", REAL, FAKE), NOON);
    new Predictions(database).rate(feedback(BATCH, "note-1", true), NOON.plusSeconds(60));
    new TrainingRows(database).learn(feedback(BATCH, "note-1", true));
    StarterModel.main(new String[] {folder.toString()});
    byte[] file = Files.readAllBytes(Files.list(folder).findFirst().orElseThrow());
    for (TrainedModel model : List.of(model(0.7, 1), model(0.95, 2), model(0.9, 3))) {
      if (model.version() != 1) {
        new ModelStore(variables).upload(model, file);
      }
      new TrainingLog(database).store(model, NOON.plusSeconds(model.version()));
      new RecentTrainings(redis).add(model, NOON.plusSeconds(model.version()));
      new ModelRegister(redis).offer(model);
    }
    database.inTransaction(
        connection -> {
          new SkippedTrainings(database).store(connection, "few", "3 rows are too few");
          return null;
        });
    pubSub = new PubSub(variables);
    feedbackInbox = Inbox.of("feedback", environment);
    Services.google()
        .createSubscription(environment.get("PROJECT_ID"), "dead-letter", "dead-letter", "");
    environment.put("ACCESS", "key");
    environment.put("OPERATOR_KEYS", "another-key-of-32-characters-here\n" + RunningConsole.KEY);
    console = new RunningConsole("calls", environment, RunningConsole.KEY);
  }

  private static ListedBatch listed() {
    return ListedBatch.decode(prediction(BATCH, "model-1.pb", REAL, FAKE).encode());
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @Test
  void overviewCountsAndTellsWhatServesAndWhatHappenedLast() {
    HttpResponse<String> answer = console.get("/api/overview");
    JsonNode overview = json(answer);

    JsonNode counts = overview.get("counts");
    assertThat(names(counts))
        .containsExactly(
            "batches",
            "predictions",
            "real",
            "fake",
            "rated",
            "training_rows",
            "models",
            "dead_letters",
            "approximate");
    assertThat(counts.get("batches").asInt()).isEqualTo(1);
    assertThat(counts.get("predictions").asInt()).isEqualTo(2);
    assertThat(counts.get("real").asInt()).isEqualTo(1);
    assertThat(counts.get("fake").asInt()).isEqualTo(1);
    assertThat(counts.get("rated").asInt()).isEqualTo(1);
    assertThat(counts.get("training_rows").asInt()).isEqualTo(1);
    assertThat(counts.get("models").asInt()).isEqualTo(3);
    assertThat(counts.get("dead_letters").isInt()).isTrue();
    assertThat(counts.get("approximate").asBoolean()).isFalse();
    assertThat(overview.get("champion").toString())
        .isEqualTo(
            "{\"model_file_name\":\"model-0000000002.pb\",\"version\":2,\"accuracy\":0.95,"
                + "\"records\":100,\"trainer\":\"rbf-svm\",\"since\":\"2026-11-23T12:00:02Z\"}");
    JsonNode latest = overview.get("latest");
    assertThat(names(latest))
        .containsExactly("batch", "prediction", "rating", "training_row", "training", "model");
    assertThat(latest.get("batch").asText()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(latest.get("prediction").asText()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(latest.get("rating").asText()).isEqualTo("2026-11-23T12:01:00Z");
    assertThat(latest.get("training").asText()).isEqualTo("2026-11-23T12:00:03Z");
    assertThat(overview.get("access").asText()).isEqualTo("key");
    assertThat(overview.get("local").asBoolean()).isTrue();
  }

  @Test
  void anUnchangedAnswerIsNotSentAgain() {
    String tag = console.get("/api/trainings").headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = console.get("/api/trainings", "If-None-Match", tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void drawsSampleNotesThatTheDataSetHasLabelsFor() {
    JsonNode labels = json(console.get("/api/sample/labels")).get("labels");
    for (int count : List.of(5, 10, 15)) {
      JsonNode sample = json(console.get("/api/sample?count=" + count));

      assertThat(sample.get("subjects")).hasSize(count).doesNotHaveDuplicates();
      assertThat(sample.get("features")).hasSize(count).allMatch(row -> row.size() == 4);
      assertThat(sample.get("subjects"))
          .allMatch(subject -> labels.get(subject.asText()).asText().matches("real|fake"));
    }
    assertThat(console.get("/api/sample?count=0").statusCode()).isEqualTo(400);
    assertThat(console.get("/api/sample?count=many").statusCode()).isEqualTo(400);
  }

  @Test
  void trainingsTellWhetherTheirModelsWerePromotedAndWhyNot() {
    JsonNode page = json(console.get("/api/trainings"));

    List<JsonNode> trainings = list(page.get("trainings"));
    assertThat(trainings).extracting(one -> one.get("version").asInt()).containsExactly(3, 2, 1);
    assertThat(trainings)
        .extracting(one -> one.get("promoted").asBoolean())
        .containsExactly(false, true, true);
    assertThat(trainings.get(0).get("reason").asText()).isEqualTo("0.9000 < 0.9500 of version 2");
    assertThat(trainings.get(1).get("reason").isNull()).isTrue();
    assertThat(trainings)
        .extracting(one -> one.get("available").asBoolean())
        .containsExactly(true, true, false);
    assertThat(names(trainings.get(0)))
        .containsExactly(
            "version",
            "model_file_name",
            "job_id",
            "records",
            "accuracy",
            "trainer",
            "holdout",
            "report",
            "data_prep_time",
            "training_time",
            "testing_time",
            "created",
            "promoted",
            "reason",
            "available");
    assertThat(trainings.get(0).get("report").get("weighted avg").get("f1-score").asDouble())
        .isEqualTo(0.75);
    assertThat(page.get("skipped").get(0).get("reason").asText()).isEqualTo("3 rows are too few");
  }

  @Test
  void aPageOfTrainingsKnowsTheChampionBeforeIt() {
    JsonNode first = json(console.get("/api/trainings?limit=1")).get("trainings").get(0);
    assertThat(first.get("reason").asText()).isEqualTo("0.9000 < 0.9500 of version 2");

    JsonNode second =
        json(console.get("/api/trainings?limit=1&before=" + first.get("created").asText()))
            .get("trainings");
    assertThat(second).hasSize(1);
    assertThat(second.get(0).get("version").asInt()).isEqualTo(2);
    assertThat(console.get("/api/trainings?before=yesterday").statusCode()).isEqualTo(400);
  }

  @Test
  void asksForTheNotesThatNobodyRated() {
    JsonNode notes = json(console.get("/api/review")).get("notes");

    assertThat(notes).hasSize(1);
    assertThat(notes.get(0).get("batch_id").asText()).isEqualTo(BATCH.toString());
    assertThat(notes.get(0).get("subject").asText()).isEqualTo("note-0");
  }

  @Test
  void tellsThatTooFewRatingsAreNoEstimate() {
    JsonNode answer = json(console.get("/api/live-accuracy"));

    assertThat(answer.get("min_ratings").asInt()).isEqualTo(20);
    JsonNode model = answer.get("models").get(0);
    assertThat(names(model))
        .containsExactly(
            "model_file_name",
            "accuracy",
            "low",
            "high",
            "ratings",
            "effective_ratings",
            "predictions",
            "until");
    assertThat(model.get("model_file_name").asText()).isEqualTo("model-1.pb");
    assertThat(model.get("accuracy").isNull()).isTrue();
    assertThat(model.get("ratings").asInt()).isLessThanOrEqualTo(1);
  }

  @Test
  void pinsAndUnpinsAModel() {
    assertThat(json(console.post("/api/champion/pin", "{\"version\":3}")).get("pinned").toString())
        .contains("model-0000000003.pb");
    assertThat(json(console.get("/api/overview")).get("pinned").get("version").asInt())
        .isEqualTo(3);
    assertThat(json(console.get("/api/model")).get("pinned").isNull()).isFalse();

    assertThat(json(console.delete("/api/champion/pin")).get("pinned").isNull()).isTrue();

    HttpResponse<String> pruned = console.post("/api/champion/pin", "{\"version\":1}");
    assertThat(pruned.statusCode()).isEqualTo(409);
    assertThat(tree(pruned).get("message").asText())
        .isEqualTo("there is no version 1; the bucket has 2 to 3");
    assertThat(console.post("/api/champion/pin", "{}").statusCode()).isEqualTo(400);
    assertThat(console.post("/api/champion/pin", "{\"version\":\"3\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void healthTellsOfEachStoreAndEachSubscription() {
    JsonNode health = json(console.get("/api/health"));

    assertThat(list(health.get("stores")))
        .extracting(store -> store.get("name").asText())
        .containsExactly("Redis", "PostgreSQL", "Cloud Storage", "Pub/Sub");
    assertThat(list(health.get("stores")))
        .allMatch(store -> store.get("ok").asBoolean() && store.get("message").isNull());
    assertThat(list(health.get("subscriptions")))
        .anySatisfy(
            subscription -> {
              assertThat(subscription.get("name").asText()).isEqualTo("dead-letter");
              assertThat(subscription.get("topic").asText()).isEqualTo("dead-letter");
              assertThat(subscription.get("undelivered").isInt()).isTrue();
              assertThat(subscription.get("oldest_seconds").isInt()).isTrue();
            });
  }

  @Test
  void replaysADeadLetterAndDropsAnother() {
    deadLetter("feedback", "{\"replay\":1}");
    deadLetter("request", "{\"drop\":<b>\u2028}");
    JsonNode listed = json(console.get("/api/dead-letters"));
    JsonNode toReplay = letter(listed, "{\"replay\":1}");
    JsonNode toDrop = letter(listed, "{\"drop\":<b>\u2028}");
    assertThat(names(toReplay))
        .containsExactly(
            "id", "topic", "reason", "payload", "payload_cut", "published", "function");
    assertThat(toReplay.get("topic").asText()).isEqualTo("feedback");
    assertThat(toReplay.get("reason").asText()).isEqualTo("ratings[0] must be 1 or 0");
    assertThat(toReplay.get("function").asText()).isEqualTo("feedback-to-db");
    assertThat(listed.get("more").asBoolean()).isFalse();
    assertThat(json(console.get("/api/dead-letters?limit=1")).get("more").asBoolean()).isTrue();

    String id = toReplay.get("id").asText();
    JsonNode replayed = json(console.post("/api/dead-letters/" + id + "/replay", "{}"));
    assertThat(replayed.toString()).isEqualTo("{\"id\":\"" + id + "\",\"topic\":\"feedback\"}");
    feedbackInbox.await(message -> message.data().equals("{\"replay\":1}"));
    json(console.delete("/api/dead-letters/" + toDrop.get("id").asText()));

    assertThat(json(console.get("/api/dead-letters")).get("dead_letters")).isEmpty();
    HttpResponse<String> again = console.post("/api/dead-letters/" + id + "/replay", "{}");
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(tree(again).get("message").asText()).startsWith("there is no dead letter " + id);
  }

  @Test
  void asksForTheTopicOfADeadLetterThatNamesNone() {
    var inbox = Inbox.of("job", environment);
    pubSub.publish(
        "dead-letter",
        new Message("without a topic".getBytes(StandardCharsets.UTF_8), Map.of("a", "b")));
    String path =
        "/api/dead-letters/"
            + letter(json(console.get("/api/dead-letters")), "without a topic").get("id").asText()
            + "/replay";

    assertThat(console.post(path, "{}").statusCode()).isEqualTo(409);
    json(console.post(path, "{\"topic\":\"job\"}"));

    inbox.await(message -> message.data().equals("without a topic"));
  }

  @Test
  void hasTheCallsOfTheOtherApis() {
    var requests = Inbox.of("request", environment);
    JsonNode note =
        json(
            console.post(
                "/api/notes", "{\"subjects\":[\"a\"],\"features\":[[3.6,8.7,-2.8,-0.4]]}"));
    requests.await(message -> message.data().contains(note.get("batch_id").asText()));

    assertThat(json(console.get("/api/batches")).get("batches").get(0).get("batch_id").asText())
        .isEqualTo(BATCH.toString());
    JsonNode batch = json(console.get("/api/batches/" + BATCH));
    assertThat(batch.get("ratings").toString()).isEqualTo("[null,1]");
    json(console.patch("/api/batches/" + BATCH, "{\"subjects\":[\"note-0\"],\"ratings\":[0]}"));
    feedbackInbox.await(message -> message.data().contains(BATCH.toString()));
    assertThat(json(console.get("/api/jobs")).get("jobs")).hasSize(3);
    assertThat(json(console.get("/api/model")).get("champion").get("version").asInt()).isEqualTo(2);
  }

  @Test
  void changesNeedJson() {
    for (String call :
        List.of(
            "POST /api/notes",
            "PATCH /api/batches/" + BATCH,
            "POST /api/champion/pin",
            "DELETE /api/champion/pin",
            "POST /api/dead-letters/1/replay",
            "DELETE /api/dead-letters/1")) {
      String[] methodAndPath = call.split(" ");
      HttpResponse<String> answer =
          console.send(methodAndPath[0], methodAndPath[1], "{}", "Content-Type", "text/plain");

      assertThat(answer.statusCode()).as(call).isEqualTo(415);
    }
  }

  @Test
  void letsNoPageOfAnotherOriginIn() {
    HttpResponse<String> answer =
        console.get("/api/overview", "Origin", "https://elsewhere.example");
    HttpResponse<String> preflight =
        console.send(
            "OPTIONS",
            "/api/champion/pin",
            null,
            "Origin",
            "https://elsewhere.example",
            "Access-Control-Request-Method",
            "POST");

    for (HttpResponse<String> one : List.of(answer, preflight)) {
      assertThat(one.headers().map()).doesNotContainKey("access-control-allow-origin");
    }
    assertThat(preflight.statusCode()).isEqualTo(405);
  }

  private static void deadLetter(String topic, String payload) {
    pubSub.publish(
        "dead-letter",
        new Message(
            payload.getBytes(StandardCharsets.UTF_8),
            Map.of(
                "dead-letter-topic",
                topic,
                "dead-letter-reason",
                "ratings[0] must be 1 or 0",
                "ce-id",
                UUID.randomUUID().toString())));
  }

  private static JsonNode letter(JsonNode listed, String payload) {
    return list(listed.get("dead_letters")).stream()
        .filter(letter -> letter.get("payload").asText().equals(payload))
        .findFirst()
        .orElseThrow(() -> new AssertionError(listed.toString()));
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
