package dev.aidemo.local.stack;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that no other stack on this machine is given as long as the reservation is open.
 *
 * <p>The Functions Framework binds its port with SO_REUSEPORT, so that a second function that is
 * given the same one starts without any error and gets half of the messages. Looking for a free
 * port is not enough, for two stacks may look at the same time. So each stack also holds the UDP
 * port of the same number, which nobody can share, and which the operating system takes back even
 * from a process that was killed.
 */
public final class PortReservation implements AutoCloseable {
  /** Below the ports that Linux and macOS give to outgoing connections. */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 200;

  private final DatagramSocket claim;

  private PortReservation(DatagramSocket claim) {
    this.claim = claim;
  }

  /**
   * Reserves any port on which nobody listens.
   *
   * @throws StackException if none is found
   */
  public static PortReservation take() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try {
        var claim = new DatagramSocket(new InetSocketAddress(loopback(), port));
        if (isFree(port)) {
          return new PortReservation(claim);
        }
        claim.close();
      } catch (SocketException taken) {
        // The next one, then.
      }
    }
    throw new StackException("no port from " + LOWEST + " to " + HIGHEST + " is free");
  }

  public int port() {
    return claim.getLocalPort();
  }

  @Override
  public void close() {
    claim.close();
  }

  private static boolean isFree(int port) {
    // Both: a listener on one interface does not show on the other.
    return isFree(new InetSocketAddress(port)) && isFree(new InetSocketAddress(loopback(), port));
  }

  private static boolean isFree(InetSocketAddress address) {
    try (var socket = new ServerSocket()) {
      socket.bind(address);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }
}
