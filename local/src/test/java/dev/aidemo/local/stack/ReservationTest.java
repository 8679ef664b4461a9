package dev.aidemo.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservationTest {
  @TempDir private Path folder;

  @Test
  void aReservedPortCanBeListenedOnButNotReservedAgain() throws IOException {
    try (PortReservation reservation = PortReservation.take();
        var listener = new ServerSocket(reservation.port())) {
      assertThat(listener.isBound()).isTrue();
      var claim = new InetSocketAddress(InetAddress.getLoopbackAddress(), reservation.port());
      assertThatThrownBy(() -> new DatagramSocket(claim)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void aSecondStackInTheSameFolderIsToldSo() throws IOException {
    try (FolderLock first = FolderLock.take(folder)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOf(StackException.class)
          .hasMessage(
              "a stack is running already in %s (process %d): stop it first",
              folder, ProcessHandle.current().pid());
    }
    assertThatCode(() -> FolderLock.take(folder).close()).doesNotThrowAnyException();
  }

  @Test
  void theLastOpenedIsClosedFirstAndAFailureStopsNothing() {
    List<String> closed = new ArrayList<>();
    var closer = new Closer();
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
  void whatIsOpenedAfterClosingBeganIsClosedAtOnce() {
    List<String> closed = new ArrayList<>();
    var closer = new Closer();
    closer.close();
    assertThatThrownBy(() -> closer.add(() -> closed.add("late")))
        .isInstanceOf(StackException.class);
    assertThat(closed).containsExactly("late");
  }
}
