package dev.aidemo.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.aidemo.emulator.Emulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As curl would do it. */
@Timeout(30)
class StorageRestIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Emulator server;

  @BeforeAll
  static void start() {
    server = Emulator.start(0);
    server.createBucket("models");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> send(
      String method, String pathOrUrl, String body, String... headers) throws Exception {
    String url = pathOrUrl.startsWith("/") ? "http://" + server.address() + pathOrUrl : pathOrUrl;
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private static String startSession(String name) throws Exception {
    return startSession("models", name);
  }

  private static String startSession(String bucket, String name) throws Exception {
    var started =
        send(
            "POST",
            "/upload/storage/v1/b/"
                + bucket
                + "/o?uploadType=resumable&ifGenerationMatch=0&name="
                + name,
            "{\"metadata\": {\"version\": \"7\"}}",
            "x-upload-content-type",
            "text/plain");
    assertThat(started.statusCode()).isEqualTo(200);
    return started.headers().firstValue("location").orElseThrow();
  }

  @Test
  void resumesAnUploadWhereItStopped() throws Exception {
    String session = startSession("resumed");
    var first = send("PUT", session, "aaaa", "content-range", "bytes 0-3/*");
    var status = send("PUT", session, "", "content-range", "bytes */*");
    var overlapping = send("PUT", session, "aabb", "content-range", "bytes 2-5/*");
    var gap = send("PUT", session, "cc", "content-range", "bytes 9-10/*");
    var last = send("PUT", session, "cc", "content-range", "bytes 6-7/8");
    var repeated = send("PUT", session, "", "content-range", "bytes */8");

    assertThat(first.statusCode()).isEqualTo(308);
    assertThat(first.headers().firstValue("range")).contains("bytes=0-3");
    assertThat(status.headers().firstValue("range")).contains("bytes=0-3");
    assertThat(overlapping.headers().firstValue("range")).contains("bytes=0-5");
    assertThat(gap.headers().firstValue("range")).contains("bytes=0-5");
    assertThat(last.statusCode()).isEqualTo(200);
    assertThat(repeated.body()).isEqualTo(last.body());
    assertThat(json(last).get("contentType").getAsString()).isEqualTo("text/plain");
    assertThat(json(last).getAsJsonObject("metadata").get("version").getAsString()).isEqualTo("7");
    assertThat(send("GET", "/storage/v1/b/models/o/resumed?alt=media", "").body())
        .isEqualTo("aaaabbcc");
  }

  @Test
  void takesTheRestOfAnUploadWhateverItsSize() throws Exception {
    String session = startSession("streamed");
    send("PUT", session, "aaaa", "content-range", "bytes 0-3/*");

    assertThat(send("PUT", session, "bb", "content-range", "bytes 4-*/*").statusCode())
        .isEqualTo(200);
    assertThat(send("GET", "/storage/v1/b/models/o/streamed?alt=media", "").body())
        .isEqualTo("aaaabb");
  }

  @Test
  void checksThePreconditionAgainWhenAnUploadIsComplete() throws Exception {
    String session = startSession("overtaken");
    send("POST", "/upload/storage/v1/b/models/o?uploadType=media&name=overtaken", "other");

    assertThat(send("PUT", session, "mine").statusCode()).isEqualTo(412);
    assertThat(send("GET", "/storage/v1/b/models/o/overtaken?alt=media", "").body())
        .isEqualTo("other");
  }

  @Test
  void failsBeforeTheUploadWhenThePreconditionFails() throws Exception {
    send("POST", "/upload/storage/v1/b/models/o?uploadType=media&name=there", "a");
    var refused =
        send(
            "POST",
            "/upload/storage/v1/b/models/o?uploadType=resumable&ifGenerationMatch=0&name=there",
            "");

    assertThat(refused.statusCode()).isEqualTo(412);
    assertThat(json(refused))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"error": {
                  "code": 412,
                  "message": "At least one of the pre-conditions you specified did not hold.",
                  "errors": [{
                    "message": "At least one of the pre-conditions you specified did not hold.",
                    "domain": "global",
                    "reason": "conditionNotMet"
                  }]
                }}"""));
  }

  @Test
  void cancelsAnUpload() throws Exception {
    String session = startSession("cancelled");

    assertThat(send("DELETE", session, "").statusCode()).isEqualTo(499);
    assertThat(send("PUT", session, "a").statusCode()).isEqualTo(404);
  }

  @Test
  void anUploadEndsWithItsBucket() throws Exception {
    send("POST", "/storage/v1/b", "{\"name\": \"replaced\"}");
    String session = startSession("replaced", "orphan");
    assertThat(send("DELETE", "/storage/v1/b/replaced", "").statusCode()).isEqualTo(204);
    send("POST", "/storage/v1/b", "{\"name\": \"replaced\"}");

    assertThat(send("PUT", session, "a").statusCode()).isEqualTo(404);
  }

  @Test
  void answersRequestsThatMakeNoSense() throws Exception {
    String upload = "/upload/storage/v1/b/models/o";
    assertThat(send("POST", upload + "?uploadType=none&name=a", "").statusCode()).isEqualTo(400);
    assertThat(send("POST", upload + "?uploadType=media", "a").statusCode()).isEqualTo(400);
    assertThat(send("POST", upload + "?uploadType=multipart", "a").statusCode()).isEqualTo(400);
    assertThat(
            send("POST", upload + "?uploadType=media&name=a&ifGenerationMatch=x", "").statusCode())
        .isEqualTo(400);
    assertThat(send("POST", "/storage/v1/b", "{").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/storage/v1/b", "{}").statusCode()).isEqualTo(400);
    assertThat(send("GET", "/storage/v1/b/absent/o", "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /storage/v1/b/models/o/a/compose",
    "POST, /storage/v1/b/models/o/a/rewriteTo/b/models/o/b",
    "POST, /storage/v1/b/models/o/a/copyTo/b/models/o/b",
    "PUT, /storage/v1/b/models/o/a",
    "GET, /storage/v1/b/models/o/a/acl",
    "PATCH, /storage/v1/b/models",
    "GET, /storage/v1/b/models/iam",
    "POST, /storage/v1/b/models/notificationConfigs",
    "GET, /storage/v1/projects/p/hmacKeys",
    "POST, /batch/storage/v1",
    "PUT, /models/a"
  })
  void saysWhichCallItDoesNotHave(String method, String path) throws Exception {
    var refused = send(method, path, "{}");

    assertThat(refused.statusCode()).isEqualTo(501);
    assertThat(refused.body()).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"matchGlob=*.pb", "filter=a", "softDeleted=true", "includeTrailingDelimiter=true"})
  void saysWhichListingItDoesNotHave(String option) throws Exception {
    var refused = send("GET", "/storage/v1/b/models/o?" + option, "");

    assertThat(refused.statusCode()).isEqualTo(501);
    assertThat(refused.body()).contains(option.replaceFirst("=.*", ""));
  }

  @Test
  void checksPreconditions() throws Exception {
    var created =
        json(send("POST", "/upload/storage/v1/b/models/o?uploadType=media&name=guarded", "a"));
    String generation = created.get("generation").getAsString();
    String path = "/storage/v1/b/models/o/guarded?";

    assertThat(send("GET", path + "ifGenerationNotMatch=" + generation, "").statusCode())
        .isEqualTo(304);
    assertThat(send("GET", path + "ifGenerationNotMatch=1", "").statusCode()).isEqualTo(200);
    assertThat(send("GET", path + "ifMetagenerationNotMatch=1", "").statusCode()).isEqualTo(304);
    assertThat(send("GET", path + "ifMetagenerationMatch=2", "").statusCode()).isEqualTo(412);
    assertThat(send("GET", path + "generation=1", "").statusCode()).isEqualTo(404);
    assertThat(send("PATCH", path + "ifMetagenerationMatch=2", "{}").statusCode()).isEqualTo(412);
    assertThat(send("PATCH", path + "ifMetagenerationMatch=1", "{}").statusCode()).isEqualTo(200);
    assertThat(send("DELETE", path + "ifGenerationNotMatch=" + generation, "").statusCode())
        .isEqualTo(412);
    assertThat(send("DELETE", path + "ifGenerationMatch=" + generation, "").statusCode())
        .isEqualTo(204);
  }

  @Test
  void createsAndDeletesBuckets() throws Exception {
    String bucket = "/storage/v1/b/created-bucket";
    assertThat(send("GET", bucket, "").statusCode()).isEqualTo(404);
    var created = send("POST", "/storage/v1/b?project=p", "{\"name\": \"created-bucket\"}");
    var again = send("POST", "/storage/v1/b?project=p", "{\"name\": \"created-bucket\"}");
    String upload = "/upload/storage/v1/b/created-bucket/o?uploadType=media&name=a";

    assertThat(json(created).get("name").getAsString()).isEqualTo("created-bucket");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("\"reason\":\"conflict\"");
    assertThat(json(send("GET", bucket, ""))).isEqualTo(json(created));
    assertThat(send("GET", "/storage/v1/b?project=p", "").body()).contains("created-bucket");
    assertThat(send("POST", upload, "a").statusCode()).isEqualTo(200);
    assertThat(send("DELETE", bucket, "").statusCode()).isEqualTo(409);
    assertThat(send("DELETE", bucket + "/o/a", "").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", bucket, "").statusCode()).isEqualTo(204);
    assertThat(send("POST", upload, "a").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/storage/v1/b?project=p", "{\"name\": \"No\"}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void servesARangeOfTheContent() throws Exception {
    send("POST", "/upload/storage/v1/b/models/o?uploadType=media&name=ranged", "0123456789");
    String media = "/download/storage/v1/b/models/o/ranged?alt=media";
    var middle = send("GET", media, "", "range", "bytes=2-4");

    assertThat(middle.statusCode()).isEqualTo(206);
    assertThat(middle.body()).isEqualTo("234");
    assertThat(middle.headers().firstValue("content-range")).contains("bytes 2-4/10");
    assertThat(send("GET", media, "", "range", "bytes=10-").statusCode()).isEqualTo(416);
  }

  @Test
  void servesAnObjectUnderItsPlainPath() throws Exception {
    var created =
        json(send("POST", "/upload/storage/v1/b/models/o?uploadType=media&name=a/b%20c", "hello"));
    String generation = created.get("generation").getAsString();
    String path = "/models/a/b%20c";

    assertThat(send("GET", path, "").body()).isEqualTo("hello");
    assertThat(send("GET", path, "", "range", "bytes=1-2").body()).isEqualTo("el");
    assertThat(send("GET", path + "?generation=" + generation, "").statusCode()).isEqualTo(200);
    assertThat(send("GET", path, "", "x-goog-if-generation-match", generation).statusCode())
        .isEqualTo(200);
    assertThat(send("GET", path, "", "x-goog-if-generation-match", "1").statusCode())
        .isEqualTo(412);
    assertThat(send("GET", path, "", "x-goog-if-metageneration-match", "2").statusCode())
        .isEqualTo(412);
    assertThat(send("GET", "/models/absent", "").statusCode()).isEqualTo(404);
    send("POST", "/upload/storage/v1/b/models/o?uploadType=media&name=x/storage/v1/y", "deep");
    assertThat(send("GET", "/models/x/storage/v1/y", "").body()).isEqualTo("deep");
  }

  @Test
  void refusesContentThatWasDamagedOnItsWay() throws Exception {
    String body =
        """
        --edge
        content-type: application/json

        {"name": "damaged", "%s": "%s"}
        --edge
        content-type: text/plain

        a model
        --edge--
        """;
    var actual = Checksums.of("a model".getBytes(StandardCharsets.UTF_8));
    for (String[] checksum :
        new String[][] {{"crc32c", actual.crc32c()}, {"md5Hash", actual.md5()}}) {
      var damaged = multipart(body.formatted(checksum[0], "AAAAAA=="));
      assertThat(damaged.statusCode()).isEqualTo(400);
      assertThat(damaged.body()).contains("doesn't match calculated");
      assertThat(multipart(body.formatted(checksum[0], checksum[1])).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void takesEightKibibytesOfCustomMetadataAsCloudStorageDoes() throws Exception {
    String body =
        """
        --edge
        content-type: application/json

        {"name": "described", "metadata": {"key": "%s"}}
        --edge
        content-type: text/plain

        a model
        --edge--
        """;

    assertThat(multipart(body.formatted("a".repeat(8192 - 3))).statusCode()).isEqualTo(200);
    var tooLarge = multipart(body.formatted("a".repeat(8192 - 2)));
    assertThat(tooLarge.statusCode()).isEqualTo(400);
    assertThat(tooLarge.body()).contains("Custom metadata has 8193 bytes, more than 8192.");
  }

  private static HttpResponse<String> multipart(String body) throws Exception {
    return send(
        "POST",
        "/upload/storage/v1/b/models/o?uploadType=multipart",
        body.replace("\n", "\r\n"),
        "content-type",
        "multipart/related; boundary=edge");
  }
}
