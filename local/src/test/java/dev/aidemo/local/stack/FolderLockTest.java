package dev.aidemo.local.stack;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir private Path folder;

  @Test
  @SuppressWarnings("try")
  void aSecondStackInTheSameFolderIsRejectedUntilTheFirstIsClosed() throws IOException {
    try (FolderLock first = FolderLock.take(folder)) {
      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOf(StackException.class)
          .hasMessage(
              "a stack is already running in %s (process %d): stop it first",
              folder, ProcessHandle.current().pid());
    }
    assertThatCode(() -> FolderLock.take(folder).close()).doesNotThrowAnyException();
  }
}
