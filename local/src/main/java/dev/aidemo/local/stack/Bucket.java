package dev.aidemo.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The bucket of model files. */
final class Bucket {
  private static final int CONFLICT = 409;

  private Bucket() {}

  /**
   * Creates the bucket unless it exists, over the JSON API
   * (https://cloud.google.com/storage/docs/json_api/v1/buckets/insert).
   *
   * @throws StackException if Cloud Storage refuses
   */
  static void create(StackVariables variables) {
    String host = variables.value("STORAGE_EMULATOR_HOST").replaceFirst("^https?://", "");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://%s/storage/v1/b?project=%s"
                        .formatted(host, variables.value("PROJECT_ID"))))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"" + variables.value("BUCKET") + "\"}"))
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (response.statusCode() >= 300 && response.statusCode() != CONFLICT) {
        throw new StackException(
            "Cloud Storage does not create bucket %s: %s"
                .formatted(variables.value("BUCKET"), response.body().replace('\n', ' ')));
      }
    } catch (IOException e) {
      throw new StackException("Cloud Storage: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted", e);
    }
  }
}
