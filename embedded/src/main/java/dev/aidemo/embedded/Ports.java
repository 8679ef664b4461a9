package dev.aidemo.embedded;

import java.util.function.IntFunction;

/** Chooses the port of a server that binds it itself. */
final class Ports {
  private Ports() {}

  /**
   * Starts a server on the port, or on any free one if it is 0.
   *
   * @throws IllegalStateException if the port is in use
   */
  static <T> T start(String server, int port, IntFunction<T> start) {
    if (port == 0) {
      try (var reservation = PortReservation.take()) {
        return start.apply(reservation.port());
      }
    }
    if (!PortReservation.isFree(port)) {
      throw new IllegalStateException(
          "cannot start %s: port %d of %s is in use: stop what uses it, or choose another"
              .formatted(server, port, Loopback.HOST));
    }
    return start.apply(port);
  }
}
