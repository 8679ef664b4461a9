package dev.aidemo.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.model.ModelFile;
import dev.aidemo.testkit.fault.HttpFault;
import dev.aidemo.testkit.fault.HttpProxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that the file of a pinned model is marked in the bucket, so that no training deletes it.
 */
@Timeout(60)
class PinnedFilesIT {
  @TempDir private Path home;
  private Stores stores;

  @BeforeEach
  void trainTwice() throws Exception {
    stores = new Stores();
    stores.train(1, 0.7);
    stores.train(2, 0.9);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private CommandRun champion(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "champion";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.of(home, stores.environment, all);
  }

  private List<Long> marked() {
    return stores.bucket.files().stream()
        .filter(ModelFile::pinned)
        .map(file -> file.model().version())
        .toList();
  }

  @Test
  void marksTheFileUntilItIsUnpinned() {
    champion("pin", "1");
    assertThat(marked()).containsExactly(1L);

    champion("unpin");
    assertThat(marked()).isEmpty();
  }

  @Test
  void movesTheMarkIfAnotherVersionIsPinned() {
    champion("pin", "1");

    champion("pin", "2");

    assertThat(marked()).containsExactly(2L);
    assertThat(stores.register.pinned()).contains("model-0000000002.pb");
  }

  @Test
  void marksTheFileBeforeRedisNamesIt() {
    var pinnedBefore = new ArrayList<String>();

    CommandRun pin = pinAndOnMark(() -> stores.register.pinned().ifPresent(pinnedBefore::add));

    assertThat(pin.exitCode()).as(pin.error()).isZero();
    assertThat(pinnedBefore).isEmpty();
    assertThat(stores.register.pinned()).contains("model-0000000001.pb");
  }

  @Test
  void pinsNoVersionWhoseFileIsDeletedMeanwhile() {
    ModelFile file = stores.bucket.files().get(0);

    CommandRun pin = pinAndOnMark(() -> assertThat(stores.bucket.delete(file)).isTrue());

    assertThat(pin.exitCode()).isEqualTo(1);
    assertThat(pin.error())
        .contains("version 1 is not pinned, because it cannot serve:")
        .contains("model-0000000001.pb is not in bucket");
    assertThat(stores.register.pinned()).isEmpty();
  }

  /** Pins version 1, and does something when its file has been read and is about to be marked. */
  private CommandRun pinAndOnMark(Runnable action) {
    var marks = new AtomicInteger();
    try (HttpProxy proxy = HttpProxy.before(stores.environment.get("STORAGE_EMULATOR_HOST"))) {
      proxy.fail(
          HttpFault.UNAVAILABLE,
          request -> {
            if (request.matches("(PATCH|POST) .*/o/model-0000000001.pb.*")) {
              marks.incrementAndGet();
              action.run();
            }
            return false;
          });
      stores.environment.put("STORAGE_EMULATOR_HOST", proxy.address());
      CommandRun run = champion("pin", "1");
      assertThat(marks).hasValue(1);
      return run;
    }
  }
}
