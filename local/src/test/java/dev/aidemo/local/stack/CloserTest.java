package dev.aidemo.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {
  private final List<String> closed = new ArrayList<>();
  private final Closer closer = new Closer();

  @Test
  void theLastResourceIsClosedFirstAndAFailureStopsNothing() {
    closer.add(() -> closed.add("first"));
    closer.add(
        () -> {
          throw new IOException("cannot be closed");
        });
    closer.add(() -> closed.add("last"));
    closer.close();
    closer.close();
    assertThat(closed).containsExactly("last", "first");
  }

  @Test
  void aResourceAddedAfterClosingBeganIsClosedAtOnce() {
    closer.close();
    assertThatThrownBy(() -> closer.add(() -> closed.add("late")))
        .isInstanceOf(StackException.class);
    assertThat(closed).containsExactly("late");
  }
}
