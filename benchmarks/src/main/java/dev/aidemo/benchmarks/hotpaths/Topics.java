package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.emulator.Emulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Creates topics over REST. */
final class Topics {
  private Topics() {}

  static void create(Emulator google, String project, String topic)
      throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "http://%s/v1/projects/%s/topics/%s".formatted(google.address(), project, topic));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{}"))
            .timeout(Duration.ofSeconds(10))
            .build();
    int status = HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    if (status != 200) {
      throw new IOException("topic " + topic + " cannot be created: " + status);
    }
  }
}
