package dev.aidemo.ingestapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.http.Call;
import dev.aidemo.common.http.Call.Reply;
import dev.aidemo.common.http.Described;
import dev.aidemo.common.http.HttpContract;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestApiIT {
  private final Map<String, String> variables = new HashMap<>(Services.environment());
  private final Inbox requests = Inbox.of("request", variables);
  private final IngestApi api = new IngestApi(Environment.of(variables));

  private static String withId(String body) {
    return body.replaceFirst("^\\{", "{\"batch_id\":\"" + HttpContract.BATCH_ID + "\",");
  }

  @Test
  void answersTheContractByteForByteAfterPublishing() {
    Reply reply = Call.post("/notes", withId(HttpContract.request("notes"))).to(api);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo(HttpContract.answer("notes"));
    List<Inbox.Message> published = requests.drain();
    assertThat(published).hasSize(1);
    assertThat(PredictionRequest.decode(published.get(0).data().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(PredictionRequest.decode(reply.bytes()));
    assertThat(published.get(0).attributes()).containsEntry("ce-type", "dev.aidemo.request.v1");
  }

  @Test
  void makesAnIdWhereNoneIsGiven() {
    Reply first = Call.post("/notes/", HttpContract.request("notes")).to(api);
    Reply second = Call.post("/notes/", HttpContract.request("notes")).to(api);

    assertThat(id(first)).isNotEqualTo(id(second));
    assertThat(first.body().replace(id(first).toString(), HttpContract.BATCH_ID))
        .isEqualTo(HttpContract.answer("notes"));
  }

  @Test
  void aRetryUnderOneIdempotencyKeyIsTheSameBatch() {
    Reply first = notes().header("Idempotency-Key", "key-1").to(api);
    Reply retry = notes().header("Idempotency-Key", "\"key-1\"").to(api);
    Reply other = notes().header("Idempotency-Key", "key-2").to(api);
    Reply csv =
        Call.of("POST", "/notes")
            .body("text/csv", "test-record,0.2234,1.2342,-1.3243,-0.9383\n")
            .header("Idempotency-Key", "key-1")
            .to(api);

    assertThat(retry.body()).isEqualTo(first.body());
    assertThat(csv.body()).isEqualTo(first.body());
    assertThat(id(other)).isNotEqualTo(id(first));
    assertThat(notes().header("Idempotency-Key", "").to(api).status()).isEqualTo(400);
  }

  private static Call notes() {
    return Call.post("/notes", HttpContract.request("notes"));
  }

  private static UUID id(Reply reply) {
    return PredictionRequest.decode(reply.bytes()).batchId();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"features\":[[1,2,3,4]]}|subjects must have one or more record",
        "{\"subjects\":null,\"features\":null}|subjects must have one or more record",
        "{\"subjects\":[]}|subjects must have one or more record",
        "{\"subjects\":[\"a\"]}|features count must equal subjects",
        "{\"subjects\":[\"a\"],\"features\":[[1,2,3,4],[1]]}|features count must equal subjects",
        "{\"subjects\":[\"a\"],\"features\":[[1,2,3]]}|there must be four features per subject",
        "{\"subjects\":[\"a\"],\"features\":[[1,2,3,4,5]]}|there must be four features per subject",
        "{\"subjects\":[\"a\"],\"features\":[[]]}|there must be four features per subject",
        "{\"subjects\":[\"a\"],\"features\":[[1,2,3,\"4\"]]}|features[0][3] must be a number, got"
            + " \\\"4\\\"",
        "{\"subjects\":\"a\"}|subjects must be an array, got \\\"a\\\"",
        "{\"subjects\":[7]}|subjects[0] must be a string, got 7",
        "{\"batch_id\":\"x\"}|batch_id must be a UUID, got \\\"x\\\"",
        "{\"subjects\":[|payload is not JSON",
        "[]|payload must be a JSON object, got an array",
      })
  void namesWhatIsWrong(String body, String message) {
    Reply reply = Call.post("/notes", body).to(api);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body())
        .startsWith("{\"status_text\":\"Bad request\",\"message\":\"" + message);
    assertThat(requests.drain()).isEmpty();
  }

  @Test
  void dropsUnknownFields() {
    String body =
        withId(HttpContract.request("notes")).replaceFirst("\\{", "{\"other\":{\"a\":[1]},");

    assertThat(Call.post("/notes", body).to(api).body()).isEqualTo(HttpContract.answer("notes"));
  }

  @Test
  void answersNumbersAsTheyWereSent() {
    String row = "[[0.2234,-100,0,0.000001]]";
    Reply reply = Call.post("/notes", "{\"subjects\":[\"a\"],\"features\":" + row + "}").to(api);

    assertThat(reply.body()).endsWith("\"features\":" + row + "}\n");
  }

  @Test
  void brokerThatFailsIsUnavailable() {
    variables.put("PROJECT_ID", "project-without-topics");
    Reply reply = notes().to(new IngestApi(Environment.of(variables)));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    assertThat(reply.body())
        .isEqualTo(
            "{\"status_text\":\"Service unavailable\",\"message\":\"Pub/Sub answers 404; try again,"
                + " and look at PROJECT_ID\"}\n");
  }

  @Test
  void theDocumentDescribesEachRouteAndNoOther() throws IOException {
    Described.require(api, "ingest-api");
  }
}
