package dev.aidemo.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class PortReservationTest {
  @Test
  void aReservedPortCanBeListenedOnButNotReservedAgain() throws IOException {
    try (var reservation = PortReservation.take()) {
      assertThat(reservation.isListening()).isFalse();
      try (var listener = new ServerSocket()) {
        listener.bind(Loopback.address(reservation.port()));
        assertThat(reservation.isListening()).isTrue();
        assertThat(PortReservation.isFree(reservation.port())).isFalse();
      }
      assertThatThrownBy(() -> new DatagramSocket(Loopback.address(reservation.port())))
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void aCertainPortIsReservedUnlessSomebodyHasItOrListensOnIt() throws IOException {
    int port;
    try (var reservation = PortReservation.take()) {
      port = reservation.port();
      assertThatThrownBy(() -> PortReservation.take(port))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("port " + port + " is in use");
    }
    try (var listener = new ServerSocket()) {
      listener.bind(Loopback.address(port));
      assertThatThrownBy(() -> PortReservation.take(port))
          .hasMessage("port " + port + " is in use");
    }
    try (var reservation = PortReservation.take(port)) {
      assertThat(reservation.port()).isEqualTo(port);
    }
  }

  @Test
  void aClosedReservationReleasesThePort() throws IOException {
    var reservation = PortReservation.take();
    int port = reservation.port();
    reservation.close();
    try (var claim = new DatagramSocket(Loopback.address(port))) {
      assertThat(claim.getLocalPort()).isEqualTo(port);
    }
  }
}
