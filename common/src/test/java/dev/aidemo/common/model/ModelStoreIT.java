package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.storage.StorageException;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.embedded.testing.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ModelStoreIT {
  private final Map<String, String> variables = Services.environment();
  private final ModelStore store = new ModelStore(Environment.of(variables));

  @Test
  void givesBackWhatWasUploaded() {
    TrainedModel model = Models.trained(7, 0.9);
    store.upload(model, new byte[] {1, 2, 3});

    assertThat(store.download(model.modelFileName())).containsExactly(1, 2, 3);
    assertThat(store.list()).containsExactly(model);
  }

  @Test
  void listsModelsInTheOrderOfTheirVersions() {
    store.upload(Models.trained(10, 0.9), new byte[1]);
    store.upload(Models.trained(9, 0.9), new byte[1]);

    assertThat(store.list()).extracting(TrainedModel::version).containsExactly(9L, 10L);
  }

  @Test
  void doesNotMindTheSameTrainingTwice() {
    TrainedModel model = Models.trained(7, 0.9);
    store.upload(model, new byte[] {1});

    store.upload(model, new byte[] {1});

    assertThat(store.list()).hasSize(1);
  }

  @Test
  void neverOverwritesAnotherTraining() {
    TrainedModel model = Models.trained(7, 0.9);
    store.upload(model, new byte[] {1});

    assertThatThrownBy(
            () -> store.upload(Models.trained(7, UUID.randomUUID(), 0.95), new byte[] {2}))
        .isInstanceOf(StorageException.class)
        .satisfies(e -> assertThat(((StorageException) e).getCode()).isEqualTo(412));
    assertThat(store.download(model.modelFileName())).containsExactly(1);
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatThrownBy(() -> store.download("model-0000000001.pb"))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("model-0000000001.pb is not in bucket");
  }

  @Test
  void passesOverFilesThatAreNotModels() throws IOException, InterruptedException {
    put("notes.txt");
    store.upload(Models.trained(7, 0.9), new byte[1]);

    assertThat(store.list()).extracting(TrainedModel::version).containsExactly(7L);
  }

  @Test
  void throwsInBoundedTimeWhereNobodyListens() {
    Map<String, String> unplugged = new HashMap<>(variables);
    unplugged.put("STORAGE_EMULATOR_HOST", "127.0.0.1:1");
    var lost = new ModelStore(Environment.of(unplugged));
    long start = System.nanoTime();

    assertThatThrownBy(lost::list).isInstanceOf(StorageException.class);
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(45);
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
