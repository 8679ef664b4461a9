package dev.aidemo.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** The only interface that anything here listens on. */
final class Loopback {
  static final String HOST = "127.0.0.1";

  private Loopback() {}

  static InetSocketAddress address(int port) {
    try {
      // InetAddress.getLoopbackAddress() may answer ::1, which clients told "127.0.0.1" miss.
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are always an address", e);
    }
  }

  /** A port that was free a moment ago: whoever binds it must be ready to try another. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address(0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port of " + HOST + " is free", e);
    }
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address(port));
      return true;
    } catch (IOException inUse) {
      return false;
    }
  }
}
