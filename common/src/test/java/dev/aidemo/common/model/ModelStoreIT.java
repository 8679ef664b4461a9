package dev.aidemo.common.model;

import static dev.aidemo.common.message.SamplePayloads.model;
import static dev.aidemo.common.message.SamplePayloads.trainedOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.common.message.SamplePayloads;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelStoreIT {
  private final Map<String, String> variables = Services.environment();
  private final ModelStore store = new ModelStore(Environment.of(variables));

  @Test
  void downloadsWhatWasUploaded() {
    TrainedModel model = model(0.9, 7);
    store.upload(model, new byte[] {1, 2, 3});

    assertThat(store.download(model.modelFileName())).containsExactly(1, 2, 3);
    assertThat(store.list()).containsExactly(model);
  }

  /** Cloud Storage takes 8 KiB of metadata, and so does the emulator. */
  @Test
  void storesTheLargestDecisionBesideTheFile() {
    TrainedModel model = SamplePayloads.withLargestDecision(9_999_999_999L);

    store.upload(model, new byte[] {1});

    assertThat(store.list()).containsExactly(model);
    assertThat(model.encode()).hasSizeBetween(4_000, 7_500);
  }

  @Test
  void listsModelsInTheOrderOfTheirVersions() {
    store.upload(model(0.9, 10), new byte[1]);
    store.upload(model(0.9, 9), new byte[1]);

    assertThat(store.list()).extracting(TrainedModel::version).containsExactly(9L, 10L);
  }

  @Test
  void acceptsTheSameTrainingTwice() {
    TrainedModel model = model(0.9, 7);
    store.upload(model, new byte[] {1});

    store.upload(model, new byte[] {1});

    assertThat(store.list()).hasSize(1);
  }

  @Test
  void neverOverwritesAnotherTraining() {
    TrainedModel model = model(0.9, 7);
    store.upload(model, new byte[] {1});

    TrainedModel other = trainedOn("other", 7);

    assertThatThrownBy(() -> store.upload(other, new byte[] {2}))
        .isInstanceOf(GoogleException.class)
        .satisfies(e -> assertThat(((GoogleException) e).status()).isEqualTo(412));
    assertThat(store.download(model.modelFileName())).containsExactly(1);
  }

  @Test
  void namesAMissingFile() {
    assertThatThrownBy(() -> store.download("model-0000000001.pb"))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("model-0000000001.pb is not in bucket");
  }

  @Test
  void rejectsAFileThatWasDamagedInTransit() throws IOException {
    byte[] file = {1, 2, 3};

    assertThatThrownBy(() -> download(metadata(3, "AAAAAA=="), file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("model-0000000001.pb is damaged");
    assertThat(download(metadata(3, "8TDyHg=="), file)).containsExactly(1, 2, 3);
  }

  @Test
  void rejectsAFileThatIsTooLarge() {
    assertThatThrownBy(() -> download(metadata(70 << 20, "AAAAAA=="), new byte[1]))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("model-0000000001.pb is larger than 4194304 bytes");
  }

  @Test
  void skipsFilesThatAreNotModels() throws IOException, InterruptedException {
    put("notes.txt");
    put("model-notes.txt");
    store.upload(model(0.9, 7), new byte[1]);

    assertThat(store.list()).extracting(TrainedModel::version).containsExactly(7L);
  }

  @Test
  void skipsFilesThatHaveTheMessageOfAnotherFile() {
    TrainedModel forged = model(1, 1, 8, "model-0000000007.pb");
    store.upload(forged, new byte[1]);
    store.upload(model(1, 1, 9, "model-best.pb"), new byte[1]);
    store.upload(model(1, (1L << 53) - 1), new byte[1]);

    assertThat(store.list()).isEmpty();
  }

  @Test
  void failsInBoundedTimeIfNobodyListens() {
    Map<String, String> unreachable = new HashMap<>(variables);
    unreachable.put("STORAGE_EMULATOR_HOST", "127.0.0.1:1");
    var lost = new ModelStore(Environment.of(unreachable));
    long start = System.nanoTime();

    assertThatThrownBy(lost::list).isInstanceOf(GoogleException.class);
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(45);
  }

  private static String metadata(int size, String checksum) {
    return """
    {"kind": "storage#object", "bucket": "models", "name": "model-0000000001.pb",
     "generation": "1", "size": "%d", "crc32c": "%s"}
    """
        .formatted(size, checksum);
  }

  /** Downloads from a server with this metadata and this content of the one file. */
  private byte[] download(String metadata, byte[] file) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String query = String.valueOf(exchange.getRequestURI().getQuery());
          boolean media = query.contains("alt=media");
          byte[] answer = media ? file : metadata.getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .add("content-type", media ? "application/octet-stream" : "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      Map<String, String> other = new HashMap<>(variables);
      other.put("STORAGE_EMULATOR_HOST", "127.0.0.1:" + server.getAddress().getPort());
      return new ModelStore(Environment.of(other)).download("model-0000000001.pb");
    } finally {
      server.stop(0);
    }
  }

  private void put(String name) throws IOException, InterruptedException {
    String uri =
        "http://%s/upload/storage/v1/b/%s/o?uploadType=media&name=%s"
            .formatted(variables.get("STORAGE_EMULATOR_HOST"), variables.get("BUCKET"), name);
    int status =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(uri))
                    .POST(BodyPublishers.ofString("a note"))
                    .build(),
                BodyHandlers.discarding())
            .statusCode();
    assertThat(status).isEqualTo(200);
  }
}
