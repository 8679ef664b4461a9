package dev.aidemo.predictapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.Predictions;
import dev.aidemo.common.http.Call;
import dev.aidemo.common.http.Call.Reply;
import dev.aidemo.common.http.Described;
import dev.aidemo.common.http.HttpContract;
import dev.aidemo.common.json.JsonTree;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

class PredictApiIT {
  private static final Instant CREATED = Instant.parse("2026-11-24T17:04:14.659Z");
  private static final String BATCH = "/batches/" + HttpContract.BATCH_ID;

  /** As written by this version, by an earlier one, and by the original. */
  private static final List<String> FORMS =
      List.of(
          "{\"batch_id\":\"%s\",\"subjects\":[\"test-record\"],\"predictions\":[\"fake\"],"
              + "\"content\":\"01ab\",\"model_file_name\":\"model-0000000001.pb\","
              + "\"created\":\"2026-11-24T17:04:14.659000\"}",
          "{\"batch_id\":\"%s\",\"subjects\":[\"test-record\"],\"predictions\":[\"fake\"],"
              + "\"created\":\"2026-11-24T17:04:14.659Z\"}",
          "{\"batch_id\": \"%s\", \"subjects\": [\"test-record\"], \"predictions\": [\"fake\"], "
              + "\"created\": \"2026-11-24T17:04:14.659000\"}");

  private final Map<String, String> variables = new HashMap<>();
  private final Jedis redis;

  PredictApiIT() throws SQLException {
    variables.putAll(Services.readOnly(Services.environment()));
    redis =
        new Jedis(
            variables.getOrDefault("REDISHOST", ""),
            Integer.parseInt(variables.getOrDefault("REDISPORT", "")));
  }

  @BeforeEach
  void emptyStores() throws SQLException {
    redis.flushAll();
    try (Connection connection = Services.owner();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE predictions");
    }
  }

  @AfterEach
  void disconnect() {
    redis.close();
  }

  private Reply get(String uri) {
    return Call.get(uri).to(api());
  }

  private PredictApi api() {
    return new PredictApi(Environment.of(variables));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void answersABatchAsTheContractHasItWhicheverProgramListedIt(int form) {
    redis.lpush("batches", FORMS.get(form).formatted(HttpContract.BATCH_ID));

    assertThat(get("/batches").body()).isEqualTo(HttpContract.answer("batches"));
    assertThat(get("/batches/").body()).isEqualTo(HttpContract.answer("batches"));
  }

  @Test
  void answersHowSureTheVerdictsAreIfThatIsListed() {
    String certainty = "\"confidence\":[0.61],\"unsure\":[true],\"created\"";
    redis.lpush(
        "batches", FORMS.get(0).formatted(HttpContract.BATCH_ID).replace("\"created\"", certainty));

    assertThat(get("/batches").body())
        .isEqualTo(HttpContract.answer("batches").replace("\"created\"", certainty));
    variables.remove("DBHOST");
    assertThat(get(BATCH).body()).contains("\"confidence\":[0.61],\"unsure\":[true],");
  }

  @Test
  void answersTrainingsAsTheContractHasThem() {
    redis.lpush("jobs", training());

    assertThat(get("/jobs").body()).isEqualTo(HttpContract.answer("jobs"));
  }

  private static String training() {
    String listed = HttpContract.answer("jobs").strip();
    return listed.substring("{\"jobs\":[".length(), listed.length() - "]}".length());
  }

  @Test
  void answersEmptyListsWhereNothingIsYet() {
    assertThat(get("/batches").body()).isEqualTo("{\"batches\":[]}\n");
    assertThat(get("/jobs").body()).isEqualTo("{\"jobs\":[]}\n");
    assertThat(get("/model").body()).isEqualTo("{\"champion\":null,\"pinned\":null}\n");
  }

  @Test
  void leavesOutWhatIsNoEntry() {
    redis.rpush("batches", "rubbish", "{}", FORMS.get(0).formatted(HttpContract.BATCH_ID));

    assertThat(get("/batches").body()).isEqualTo(HttpContract.answer("batches"));
  }

  @Test
  void answersTheModelThatServes() {
    redis.lpush("jobs", training());
    redis.mset(
        "model:latest", "model-0000000013.pb",
        "model:latest:accuracy", "0.9704",
        "model:latest:generation", "1",
        "model:latest:version", "13",
        "model:pinned", "model-0000000003.pb");

    assertThat(get("/model").body()).isEqualTo(HttpContract.answer("model"));
  }

  @Test
  void answersTheNewestHundredAndTheRestPageByPage() {
    for (int i = 0; i < 250; i++) {
      String id = new UUID(0, i).toString();
      String created = "2026-11-24T17:04:14.%06d".formatted(i);
      redis.lpush(
          "batches", FORMS.get(0).formatted(id).replace("2026-11-24T17:04:14.659000", created));
    }

    List<Map<String, Object>> first = batches("/batches");
    assertThat(first).hasSize(100).first().extracting("batch_id").isEqualTo(id(249));
    List<Map<String, Object>> second =
        batches("/batches?limit=70&before=" + first.get(99).get("created"));
    assertThat(second).hasSize(70).first().extracting("batch_id").isEqualTo(id(149));
    List<Map<String, Object>> last =
        batches("/batches?before=" + second.get(69).get("created") + "Z");
    assertThat(last).hasSize(80).last().extracting("batch_id").isEqualTo(id(0));
  }

  private static String id(int number) {
    return new UUID(0, number).toString();
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> batches(String uri) {
    return (List<Map<String, Object>>) JsonTree.object(get(uri).bytes()).get("batches");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/batches?limit=0|limit must be a whole number from 1 to 100, got \\\"0\\\"",
        "/jobs?limit=|limit must be a whole number from 1 to 100, got \\\"\\\"",
        "/batches?before=now|before must be the created of an entry, got \\\"now\\\"",
        "/review?limit=101|limit must be a whole number from 1 to 100, got \\\"101\\\"",
        "/batches/7|batch_id must be a UUID, got \\\"7\\\"",
      })
  void namesWhatIsWrongWithAQuery(String uri, String message) {
    Reply reply = get(uri);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo("{\"status_text\":\"Bad request\",\"message\":\"" + message + "\"}\n");
  }

  @Test
  void answersABatchWithItsRatingsSoFar() {
    store();

    assertThat(get(BATCH).body()).isEqualTo(HttpContract.answer("batch"));
  }

  private static Predictions predictions() {
    return new Predictions(new Database(Environment.of(Services.environment())));
  }

  private void store() {
    Predictions predictions = predictions();
    UUID id = UUID.fromString(HttpContract.BATCH_ID);
    predictions.store(
        new Prediction(
            id,
            List.of("test-record", "test-record"),
            List.of(new Features(0.2234, 1.2342, -1.3243, -0.9383), new Features(1, 2, 3, 4)),
            List.of(Verdict.FAKE, Verdict.REAL),
            "model-0000000001.pb",
            List.of(0.998, 0.61),
            List.of(false, true),
            CREATED),
        CREATED);
    try (Connection connection = Services.owner();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE predictions SET is_correct = true WHERE position = 0");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void saysThatThereIsNoSuchBatch() {
    Reply reply = get(BATCH);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body())
        .startsWith("{\"status_text\":\"Not found\",\"message\":\"there is no batch ");
  }

  @Test
  void withoutADatabaseABatchIsFoundInTheList() {
    variables.remove("DBHOST");
    redis.lpush("batches", FORMS.get(0).formatted(HttpContract.BATCH_ID));

    assertThat(get(BATCH).body())
        .isEqualTo(
            "{\"batch_id\":\"13a92ebd-e829-11f1-8527-3a45a567abb2\",\"subjects\":[\"test-record\"],"
                + "\"input\":null,\"predictions\":[\"fake\"],\"confidence\":null,\"unsure\":null,\"ratings\":[null],\"model_file_name\":null,\"created\":\"2026-11-24T17:04:14.659Z\"}\n");
  }

  @Test
  void withoutRedisListsAreUnavailableAndASingleBatchIsNot() {
    store();
    variables.put("REDISPORT", "1");

    for (String uri : List.of("/batches", "/jobs", "/model")) {
      Reply reply = get(uri);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.body())
          .isEqualTo(
              "{\"status_text\":\"Service unavailable\",\"message\":\"Redis does not answer; try"
                  + " again, and look at REDISHOST\"}\n");
    }
    assertThat(get(BATCH).body()).isEqualTo(HttpContract.answer("batch"));
  }

  @Test
  void withoutPostgresASingleBatchIsUnavailableAndListsAreNot() {
    redis.lpush("batches", FORMS.get(0).formatted(HttpContract.BATCH_ID));
    variables.put("DBPORT", "1");

    assertThat(get(BATCH).status()).isEqualTo(503);
    assertThat(get("/batches").body()).isEqualTo(HttpContract.answer("batches"));
  }

  @Test
  void publishesRatingsAndAnswersThem() {
    var feedback = Inbox.of("feedback", variables);
    String body = HttpContract.request("ratings");

    Reply reply = Call.patch(BATCH, body).to(api());
    Reply withId =
        Call.patch(
                BATCH, body.replaceFirst("\\{", "{\"batch_id\":\"" + HttpContract.BATCH_ID + "\","))
            .to(api());

    assertThat(reply.body()).isEqualTo(HttpContract.answer("ratings"));
    assertThat(withId.body()).isEqualTo(HttpContract.answer("ratings"));
    assertThat(feedback.drain())
        .hasSize(2)
        .allSatisfy(
            message ->
                assertThat(Feedback.decode(message.data().getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(Feedback.decode(reply.bytes())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"ratings\":[1]}|subjects must have one or more record",
        "{\"subjects\":[\"a\"],\"ratings\":[1,0]}|ratings count must equal subjects",
        "{\"subjects\":[\"a\"],\"ratings\":[2]}|ratings must be a 1 or 0 value",
        "{\"subjects\":[\"a\"],\"ratings\":[-1]}|ratings must be a 1 or 0 value",
        "{\"subjects\":[\"a\"],\"ratings\":[\"1\"]}|ratings[0] must be a number, got \\\"1\\\"",
        "{\"subjects\":[\"a\"],\"ratings\":[null]}|ratings[0] must be a number, got null",
        "{\"batch_id\":\"00000000-0000-0000-0000-000000000001\"}|batch_id must be absent or that of"
            + " the path",
      })
  void namesWhatIsWrongWithRatings(String body, String message) {
    Reply reply = Call.patch(BATCH, body).to(api());

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo("{\"status_text\":\"Bad request\",\"message\":\"" + message + "\"}\n");
  }

  @Test
  void theDocumentDescribesEachRouteAndNoOther() throws IOException {
    Described.require(api(), "predict-api");
  }
}
