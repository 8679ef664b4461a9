package dev.aidemo.local.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Whether somebody listens: asked first, for clients take minutes to give up. */
public final class Reachable {
  private static final int LONGEST_WAIT_MILLISECONDS = 3_000;

  private Reachable() {}

  /**
   * Connects to the address that a variable holds, as {@code host:port}, and hangs up.
   *
   * @throws StackException if nobody answers; the message names the variable and the address
   */
  public static void require(String variable, String address) {
    String hostAndPort = address.replaceFirst("^https?://", "").replaceFirst("/$", "");
    int colon = hostAndPort.lastIndexOf(':');
    try (var socket = new Socket()) {
      int port = Integer.parseInt(hostAndPort.substring(colon + 1));
      socket.connect(
          new InetSocketAddress(hostAndPort.substring(0, Math.max(0, colon)), port),
          LONGEST_WAIT_MILLISECONDS);
    } catch (IOException | IllegalArgumentException e) {
      throw new StackException(
          "nothing answers at %s, which %s names: %s".formatted(address, variable, e.getMessage()),
          e);
    }
  }
}
