package dev.aidemo.operations.target;

import dev.aidemo.operations.OperationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Checks that a service listens. We ask first, because clients take minutes to give up. */
public final class Reachable {
  private static final int TIMEOUT_MILLISECONDS = 3_000;

  private Reachable() {}

  /**
   * Connects to the address that a variable holds, as {@code host:port}, and disconnects.
   *
   * @throws OperationException if nobody answers; the message names the variable and the address
   */
  public static void require(String variable, String address) {
    String hostAndPort = address.replaceFirst("^https?://", "").replaceFirst("/$", "");
    int colon = hostAndPort.lastIndexOf(':');
    try (var socket = new Socket()) {
      int port = Integer.parseInt(hostAndPort.substring(colon + 1));
      socket.connect(
          new InetSocketAddress(hostAndPort.substring(0, Math.max(0, colon)), port),
          TIMEOUT_MILLISECONDS);
    } catch (IOException | IllegalArgumentException e) {
      throw new OperationException(
          "nothing answers at %s, which %s names: %s".formatted(address, variable, e.getMessage()),
          e);
    }
  }
}
