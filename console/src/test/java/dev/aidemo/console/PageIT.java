package dev.aidemo.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.testkit.Services;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the page, and nothing but these. */
@Timeout(60)
class PageIT {
  private static final Path FOLDER = Path.of("src/main/resources/web");
  private static final Pattern HASHED = Pattern.compile("(?:src|href)=\"(([0-9a-f]{12})/[^\"]+)\"");

  private static RunningConsole console;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> environment = new HashMap<>(Services.environment());
    environment.put("ACCESS", "iam");
    console = new RunningConsole("page", environment, null);
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @Test
  void theStartPageIsAskedForEachTimeAndSentOnce() {
    HttpResponse<String> page = console.get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).isEqualToIgnoringCase("text/html; charset=utf-8");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
    HttpResponse<String> again = console.get("/", "If-None-Match", header(page, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void referencesOfTheStartPageHaveTheHashAndAreKeptForAYear() {
    String page = console.get("/").body();
    List<String> hashed = HASHED.matcher(page).results().map(found -> found.group(1)).toList();

    assertThat(hashed).hasSizeGreaterThan(3).anyMatch(path -> path.endsWith(".js"));
    assertThat(page).contains("href=\"#main\"");
    for (String path : hashed) {
      HttpResponse<String> file = console.get("/" + path);

      assertThat(file.statusCode()).as(path).isEqualTo(200);
      assertThat(header(file, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    }
  }

  @Test
  void eachFileIsServedWithItsTypeUnderBothNames() throws IOException {
    String hash = hash();
    for (Path file : files()) {
      String name = FOLDER.relativize(file).toString();
      if (name.equals("index.html")) {
        continue;
      }
      HttpResponse<String> hashed = console.get("/" + hash + "/" + name);
      HttpResponse<String> plain = console.get("/" + name);

      assertThat(hashed.statusCode()).as(name).isEqualTo(200);
      assertThat(hashed.body()).isEqualTo(plain.body());
      assertThat(header(plain, "Cache-Control")).isEqualTo("no-cache");
      assertThat(header(hashed, "Content-Type").toLowerCase(Locale.ROOT))
          .as(name)
          .startsWith(
              switch (name.substring(name.lastIndexOf('.') + 1)) {
                case "js" -> "text/javascript";
                case "css" -> "text/css";
                case "svg" -> "image/svg+xml";
                case "txt" -> "text/plain";
                default -> "?";
              });
    }
  }

  @Test
  void theHashIsThatOfTheContentAndOldOnesAreGone() {
    String hash = hash();

    assertThat(hash).isEqualTo(hash());
    assertThat(console.get("/000000000000/js/main.js").statusCode()).isEqualTo(404);
  }

  @Test
  void compressesText() {
    HttpResponse<String> script = console.get("/js/main.js", "Accept-Encoding", "gzip");

    assertThat(header(script, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(script, "Vary")).contains("Accept-Encoding");
  }

  @Test
  void allAnswersHaveTheSecurityHeaders() {
    for (String path : List.of("/", "/js/main.js", "/nothing", "/api/overview", "/health")) {
      HttpResponse<String> answer = console.get(path);

      assertThat(header(answer, "Content-Security-Policy"))
          .as(path)
          .isEqualTo(
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                  + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'");
      assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../config/functions.csv",
        "/js/../../config/functions.csv",
        "/%2e%2e/config/functions.csv",
        "/..%2fconfig/functions.csv",
        "/..%5cconfig/functions.csv",
        "/js/..%2f..%2fbank_data.csv",
        "/config/functions.csv",
        "/web/index.html",
        "/web/",
        "/js/",
        "/js",
        "/bank_data.csv",
        "/META-INF/MANIFEST.MF",
        "/dev/aidemo/console/Console.class",
        "//etc/passwd",
        "/etc/passwd",
        "/js//main.js",
        "/js/main.js%00.css",
        "/JS/MAIN.JS",
        "http://elsewhere.example/etc/passwd"
      })
  void nothingElseIsReachable(String path) throws IOException {
    String answer = raw(path);

    assertThat(answer).as(path).containsPattern("^HTTP/1.1 (400|404) ");
    assertThat(answer).doesNotContain("entry_point", "Manifest-Version", "root:", "import ");
  }

  /** Sends a path as it is, which no client does. */
  private static String raw(String path) throws IOException {
    try (var socket = new Socket("127.0.0.1", console.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      var answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  private static String hash() {
    Matcher hashed = HASHED.matcher(console.get("/").body());
    assertThat(hashed.find()).isTrue();
    return hashed.group(2);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
