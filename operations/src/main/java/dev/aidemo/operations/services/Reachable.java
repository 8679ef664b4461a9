package dev.aidemo.operations.services;

import dev.aidemo.operations.OperationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Checks that a service listens, because clients take minutes to give up. */
public final class Reachable {
  private static final int TIMEOUT_MILLISECONDS = 3_000;

  private Reachable() {}

  /**
   * Connects to an address and disconnects.
   *
   * @param variable the environment variable that holds the address
   * @param address {@code host:port}
   * @throws OperationException if nothing answers; the message names the variable and the address
   */
  public static void require(String variable, String address) {
    try (var socket = new Socket()) {
      socket.connect(parse(address), TIMEOUT_MILLISECONDS);
    } catch (IllegalArgumentException e) {
      throw new OperationException(
          "%s does not name a host and a port, but \"%s\"".formatted(variable, address), e);
    } catch (IOException e) {
      throw new OperationException(
          "nothing answers at %s, which %s names: %s".formatted(address, variable, e.getMessage()),
          e);
    }
  }

  private static InetSocketAddress parse(String address) {
    String hostAndPort = address.replaceFirst("^https?://", "").replaceFirst("/$", "");
    int colon = Math.max(0, hostAndPort.lastIndexOf(':'));
    int port = Integer.parseInt(hostAndPort.substring(colon).replaceFirst("^:", ""));
    return new InetSocketAddress(hostAndPort.substring(0, colon), port);
  }
}
