package dev.aidemo.common.model;

import static dev.aidemo.common.message.SamplePayloads.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.testkit.Services;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests which model files can be deleted: those that nobody pinned since they were listed. */
class ModelDeletionIT {
  private static final TrainedModel MODEL = model(0.9, 7);
  private static final String NAME = MODEL.modelFileName();

  private final ModelStore store = new ModelStore(Environment.of(Services.environment()));

  @BeforeEach
  void upload() {
    store.upload(MODEL, new byte[] {1});
  }

  private ModelFile listed() {
    return store.files().get(0);
  }

  @Test
  void deletesAFile() {
    assertThat(store.delete(listed())).isTrue();

    assertThat(store.list()).isEmpty();
  }

  @Test
  void deletesAFileOnce() {
    ModelFile file = listed();
    store.delete(file);

    assertThat(store.delete(file)).isFalse();
  }

  @Test
  void listsAPinnedFileAsPinnedUntilItIsUnpinned() {
    assertThat(listed().pinned()).isFalse();

    store.pin(NAME);
    store.pin(NAME);
    assertThat(listed().pinned()).isTrue();
    assertThat(listed().model()).isEqualTo(MODEL);
    assertThat(store.download(NAME)).containsExactly(1);

    store.unpin(NAME);
    store.unpin(NAME);
    assertThat(listed().pinned()).isFalse();
    assertThat(listed().model()).isEqualTo(MODEL);
  }

  @Test
  void keepsAFileThatWasPinnedSinceItWasListed() {
    ModelFile before = listed();
    store.pin(NAME);

    assertThat(store.delete(before)).isFalse();

    assertThat(store.list()).containsExactly(MODEL);
  }

  @Test
  void keepsAFileThatWasReplacedSinceItWasListed() {
    ModelFile before = listed();
    store.delete(before);
    store.upload(MODEL, new byte[] {2});

    assertThat(store.delete(before)).isFalse();

    assertThat(store.download(NAME)).containsExactly(2);
  }

  @Test
  void pinsNoFileThatWasDeleted() {
    store.delete(listed());

    assertThatThrownBy(() -> store.pin(NAME))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("model-0000000007.pb is not in bucket");
    store.unpin(NAME);
  }
}
