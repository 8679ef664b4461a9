package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.aidemo.emulator.Emulator;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As curl would do it. */
@Timeout(30)
class RestIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Emulator server;

  @BeforeAll
  static void start() {
    server = Emulator.start(0);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("content-type", "application/json")
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private static String base64(int size) {
    return Base64.getEncoder().encodeToString(new byte[size]);
  }

  @Test
  void createsPublishesPullsAndAcknowledges() throws Exception {
    json(send("PUT", "/v1/projects/p/topics/request", "{}"));
    json(
        send(
            "PUT",
            "/v1/projects/p/subscriptions/request-pull",
            "{\"topic\": \"projects/p/topics/request\"}"));
    var published =
        json(
            send(
                "POST",
                "/v1/projects/p/topics/request:publish",
                "{\"messages\": [{\"data\": \"aGVsbG8=\", \"attributes\": {\"a\": \"b\"}}]}"));
    var received =
        json(send(
                "POST",
                "/v1/projects/p/subscriptions/request-pull:pull?alt=json",
                "{\"maxMessages\": 1}"))
            .getAsJsonArray("receivedMessages")
            .get(0)
            .getAsJsonObject();

    var message = received.getAsJsonObject("message");
    assertThat(message.get("messageId")).isEqualTo(published.getAsJsonArray("messageIds").get(0));
    assertThat(message.get("data").getAsString()).isEqualTo("aGVsbG8=");
    json(
        send(
            "POST",
            "/v1/projects/p/subscriptions/request-pull:acknowledge",
            "{\"ackIds\": [" + received.get("ackId") + "]}"));
  }

  @Test
  void errorsHaveGooglesShape() throws Exception {
    var response = send("GET", "/v1/projects/p/topics/absent", "");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(JsonParser.parseString(response.body()))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"error": {
                  "code": 404,
                  "message": "Resource not found (resource=absent).",
                  "status": "NOT_FOUND"
                }}"""));
    var unknown = send("POST", "/v1/projects/p/topics/absent:setIamPolicy", "{}");
    assertThat(unknown.statusCode()).isEqualTo(501);
    assertThat(unknown.body()).contains("UNIMPLEMENTED", "topics/absent:setIamPolicy");
    for (String body : new String[] {"{", "{\"messages\": 7}"}) {
      var malformed = send("POST", "/v1/projects/p/topics/absent:publish", body);
      var error =
          JsonParser.parseString(malformed.body()).getAsJsonObject().getAsJsonObject("error");
      assertThat(malformed.statusCode()).isEqualTo(400);
      assertThat(error.get("status").getAsString()).isEqualTo("INVALID_ARGUMENT");
      assertThat(error.get("message").getAsString()).containsAnyOf("parse JSON", "an array");
    }
  }

  @Test
  void takesTheLargestMessageInBase64AndNoLarger() throws Exception {
    json(send("PUT", "/v1/projects/p/topics/large", "{}"));
    String publish = "/v1/projects/p/topics/large:publish";

    json(send("POST", publish, "{\"messages\": [{\"data\": \"" + base64(10_000_000) + "\"}]}"));
    var tooLarge =
        send("POST", publish, "{\"messages\": [{\"data\": \"" + base64(10_000_001) + "\"}]}");
    assertThat(tooLarge.statusCode()).isEqualTo(400);
    assertThat(tooLarge.body()).contains("message_size");
  }

  @Test
  void takesACompressedBody() throws Exception {
    json(send("PUT", "/v1/projects/p/topics/compressed", "{}"));
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write("{\"messages\": [{\"data\": \"aGVsbG8=\"}]}".getBytes(StandardCharsets.UTF_8));
    }
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://" + server.address() + "/v1/projects/p/topics/compressed:publish"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(compressed.toByteArray()))
            .header("content-type", "application/json")
            .header("content-encoding", "gzip")
            .build();

    assertThat(json(CLIENT.send(request, HttpResponse.BodyHandlers.ofString())).toString())
        .contains("messageIds");
  }

  @Test
  void takesJsonThatComesAsAForm() throws Exception {
    json(send("PUT", "/v1/projects/p/topics/form", "{}"));
    var request =
        HttpRequest.newBuilder(
                URI.create("http://" + server.address() + "/v1/projects/p/topics/form:publish"))
            .POST(HttpRequest.BodyPublishers.ofString("{\"messages\": [{\"data\": \"aA==\"}]}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .build();

    assertThat(json(CLIENT.send(request, HttpResponse.BodyHandlers.ofString())).toString())
        .contains("messageIds");
  }

  @Test
  void updatesOnlyTheMaskedFields() throws Exception {
    json(send("PUT", "/v1/projects/p/topics/patched", "{}"));
    String path = "/v1/projects/p/subscriptions/patched";
    json(send("PUT", path, "{\"topic\": \"projects/p/topics/patched\"}"));
    String body =
        """
        {"subscription": {"ackDeadlineSeconds": 60, "labels": {"a": "b"}},
         "updateMask": "ackDeadlineSeconds"}""";
    var patched = json(send("PATCH", path, body));

    assertThat(patched.get("ackDeadlineSeconds").getAsInt()).isEqualTo(60);
    assertThat(patched.has("labels")).isFalse();
    assertThat(json(send("GET", path, ""))).isEqualTo(patched);
  }
}
