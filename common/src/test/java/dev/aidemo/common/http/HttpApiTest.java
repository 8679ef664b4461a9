package dev.aidemo.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.failure.ServiceFailure;
import dev.aidemo.common.function.LogLines;
import dev.aidemo.common.http.Call.Reply;
import dev.aidemo.common.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String OTHER_KEY = "ffffffffffffffffffffffffffffffff";

  private static final class Outage extends RuntimeException implements ServiceFailure {
    @Override
    public String advice() {
      return "Redis does not answer; try again, and look at REDISHOST";
    }
  }

  private static final class Api extends HttpApi {
    Api(Map<String, String> variables) {
      this(Environment.of(variables));
    }

    private Api(Environment environment) {
      super(
          environment,
          Access.ofClients(environment),
          CrossOrigin.of(environment, "GET", "POST", "OPTIONS"));
      environment.check();
      get("/echo/{word}", request -> json("word", request.parameter("word")));
      post("/echo", request -> json("word", request.json(object -> word(object))));
      get("/limit", request -> json("limit", "" + request.query("limit", 7, 1, 10)));
      get("/outage", request -> fail(new Outage()));
      get("/defect", request -> fail(new IllegalStateException("secret detail")));
      get(
          "/poison",
          request -> fail(new PoisonMessageException("subjects[0]", "must be a string", 7)));
    }

    private static String word(JsonReader object) {
      String word = "";
      while (object.nextField()) {
        word = object.string();
      }
      return word;
    }

    private static Answer fail(RuntimeException failure) {
      throw failure;
    }

    private static Answer json(String field, String value) {
      return Answer.json(object -> object.string(field, value));
    }
  }

  private final Map<String, String> variables = new HashMap<>();

  private Reply answer(Call call) {
    return call.to(new Api(variables));
  }

  @Test
  void answersOneLineOfJson() {
    Reply reply = answer(Call.get("/echo/a"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(reply.body()).isEqualTo("{\"word\":\"a\"}\n");
  }

  @Test
  void escapesWhatABrowserCouldTakeForATag() {
    assertThat(answer(Call.get("/echo/%3Cscript%3E&")).body())
        .isEqualTo("{\"word\":\"\\u003cscript\\u003e\\u0026\"}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/nothing|404||Resource not found",
        "DELETE|/echo/a|405||Method not allowed",
        "GET|/poison|400|Bad request|subjects[0] must be a string, got 7",
        "GET|/limit?limit=11|400|Bad request|limit must be a whole number from 1 to 10, got"
            + " \\\"11\\\"",
        "GET|/limit?limit=%2|400|Bad request|limit must be percent-encoded",
        "GET|/outage|503|Service unavailable|Redis does not answer; try again, and look at"
            + " REDISHOST",
        "GET|/defect|500|Internal server error|this is an error of ours, see the log of the"
            + " function",
      })
  void answersAnErrorWithWhatToDo(
      String method, String uri, int status, String text, String message) {
    Reply reply = answer(Call.of(method, uri));

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body())
        .isEqualTo(
            "{\"status_text\":\"%s\",\"message\":\"%s\"}\n"
                .formatted(text == null ? "" : text, message));
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void namesTheMethodsOfAPath() {
    assertThat(answer(Call.of("DELETE", "/echo/a")).header("Allow")).isEqualTo("GET");
  }

  @Test
  void asksAClientToTryAgainLater() {
    assertThat(answer(Call.get("/outage")).header("Retry-After")).isEqualTo("1");
  }

  @Test
  void sendsTheHeadersThatKeepABrowserFromGuessing() {
    for (String uri : new String[] {"/echo/a", "/nothing", "/defect"}) {
      assertThat(answer(Call.get(uri)).headers())
          .containsEntry("X-Content-Type-Options", "nosniff")
          .containsEntry("Referrer-Policy", "no-referrer")
          .containsEntry("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
  }

  @Test
  void answers304IfTheClientHasTheAnswer() {
    Reply first = answer(Call.get("/echo/a"));
    Reply second = answer(Call.get("/echo/a").header("If-None-Match", first.header("ETag")));
    Reply other = answer(Call.get("/echo/b").header("If-None-Match", first.header("ETag")));

    assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(second.status()).isEqualTo(304);
    assertThat(second.bytes()).isEmpty();
    assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(other.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate, gzip", "gzip;q=0.5, br", "GZIP, deflate"})
  void compressesIfTheClientAsksForIt(String accepted) throws IOException {
    Reply reply = answer(Call.get("/echo/a").header("Accept-Encoding", accepted));

    assertThat(reply.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(reply.header("Vary")).contains("Accept-Encoding");
    var unzipped = new GZIPInputStream(new ByteArrayInputStream(reply.bytes())).readAllBytes();
    assertThat(new String(unzipped, StandardCharsets.UTF_8)).isEqualTo("{\"word\":\"a\"}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "br", "gzip;q=0", "gzip; q=0.0", "notgzip"})
  void compressesForNobodyElse(String accepted) {
    assertThat(answer(Call.get("/echo/a").header("Accept-Encoding", accepted)).body())
        .isEqualTo("{\"word\":\"a\"}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "text/csv"})
  void acceptsNoOtherTypeOfBody(String type) {
    assertThat(answer(Call.of("POST", "/echo").body(type, "{}")).status()).isEqualTo(415);
  }

  @Test
  void acceptsJsonWithACharacterSet() {
    Call call = Call.of("POST", "/echo").body("Application/JSON; charset=utf-8", "{\"w\":\"a\"}");

    assertThat(answer(call).body()).isEqualTo("{\"word\":\"a\"}\n");
  }

  @Test
  void acceptsNoBodyLargerThanAMessage() {
    String large = "{\"w\":\"a\"" + " ".repeat(10_000_000) + "}";

    assertThat(answer(Call.post("/echo", large)).status()).isEqualTo(413);
    assertThat(answer(Call.post("/echo", large).chunked()).status()).isEqualTo(413);
  }

  @Test
  void limitsTheRequestsOfAnInstance() {
    variables.put("MAX_REQUESTS_PER_SECOND", "1");
    var api = new Api(variables);

    assertThat(Call.get("/echo/a").to(api).status()).isEqualTo(200);
    assertThat(Call.get("/echo/a").to(api).status()).isEqualTo(200);
    Reply limited = Call.get("/echo/a").to(api);
    assertThat(limited.status()).isEqualTo(429);
    assertThat(limited.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void asksForAKeyIfItIsToldTo() {
    variables.putAll(Map.of("ACCESS", "key", "API_KEYS", KEY + "\n" + OTHER_KEY + "\n"));

    Reply without = answer(Call.get("/echo/a"));
    assertThat(without.status()).isEqualTo(401);
    assertThat(without.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(without.body()).contains("send the header Authorization: Bearer KEY");
    for (String valid : new String[] {"Bearer " + KEY, "bearer " + OTHER_KEY}) {
      assertThat(answer(Call.get("/echo/a").header("Authorization", valid)).status())
          .isEqualTo(200);
    }
    for (String wrong :
        new String[] {"Bearer " + KEY.substring(1), "Bearer", "Basic " + KEY, KEY}) {
      assertThat(answer(Call.get("/echo/a").header("Authorization", wrong)).status())
          .as(wrong)
          .isEqualTo(401);
    }
    assertThat(answer(Call.get("/nothing")).status()).isEqualTo(401);
    assertThat(answer(Call.get("/health")).body()).isEqualTo("{\"status\":\"ok\"}\n");
  }

  @Test
  void logsTheRouteAndNeitherPathNorQueryNorKey() {
    var log = new LogLines(Api.class);
    try {
      var api = new Api(variables);
      var unused =
          Call.get("/echo/planted?q=planted").header("Authorization", "Bearer planted").to(api);
      unused = Call.get("/planted").to(api);

      assertThat(log.lines()).hasSize(2).noneMatch(line -> line.contains("planted"));
      assertThat(log.lines().get(0)).matches("INFO GET /echo/\\{word}: 200 in \\d+ ms");
    } finally {
      log.close();
    }
  }
}
