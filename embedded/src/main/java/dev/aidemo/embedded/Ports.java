package dev.aidemo.embedded;

import java.util.function.IntFunction;

/** Finds a port for a server that binds it itself. */
final class Ports {
  private static final int ATTEMPTS = 5;

  private Ports() {}

  /**
   * Starts a server on the port, or on a free one if it is 0: then it starts again elsewhere when
   * somebody else was faster.
   *
   * @throws IllegalStateException if the port is in use or the server does not start
   */
  static <T> T attempt(String server, int port, IntFunction<T> start) {
    if (port != 0) {
      if (!Loopback.isFree(port)) {
        throw new IllegalStateException(
            "cannot start %s: port %d of %s is in use: stop what uses it, or choose another"
                .formatted(server, port, Loopback.HOST));
      }
      return start.apply(port);
    }
    for (int attempt = 1; ; attempt++) {
      int free = Loopback.freePort();
      try {
        return start.apply(free);
      } catch (IllegalStateException e) {
        // Only a port that was taken meanwhile is worth another attempt.
        if (attempt == ATTEMPTS || Loopback.isFree(free)) {
          throw e;
        }
      }
    }
  }
}
