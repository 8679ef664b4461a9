package dev.aidemo.embedded;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reserves a port for a server that binds it itself, so that no other stack or test on this machine
 * chooses the same one.
 *
 * <p>To look for a free port is not enough, because others may look at the same time, and because
 * the Functions Framework binds its port with SO_REUSEPORT: a second function on the same port
 * starts without an error and gets half of the messages. Therefore a reservation holds the UDP port
 * of the same number, which nobody can share, and which the operating system releases even if the
 * process is killed.
 */
public final class PortReservation implements AutoCloseable {
  /** The range is below the ports that Linux and macOS give to outgoing connections. */
  private static final int MIN_PORT = 20_000;

  private static final int MAX_PORT = 32_000;
  private static final int MAX_ATTEMPTS = 200;

  private final DatagramSocket claim;

  private PortReservation(DatagramSocket claim) {
    this.claim = claim;
  }

  /**
   * Reserves a port on which nothing listens.
   *
   * @throws IllegalStateException if there is none
   */
  public static PortReservation take() {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(MIN_PORT, MAX_PORT);
      try {
        var claim = new DatagramSocket(Loopback.address(port));
        if (isFree(port)) {
          return new PortReservation(claim);
        }
        claim.close();
      } catch (SocketException e) {
        // Somebody else has reserved it.
      }
    }
    throw new IllegalStateException("no port from " + MIN_PORT + " to " + MAX_PORT + " is free");
  }

  /**
   * Reserves a certain port.
   *
   * @throws IllegalStateException if something listens on it, or somebody else has reserved it
   */
  public static PortReservation take(int port) {
    try {
      var claim = new DatagramSocket(Loopback.address(port));
      if (isFree(port)) {
        return new PortReservation(claim);
      }
      claim.close();
    } catch (SocketException e) {
      // Somebody else has reserved it.
    }
    throw new IllegalStateException("port " + port + " is in use");
  }

  public int port() {
    return claim.getLocalPort();
  }

  /** Tells whether something accepts connections on the port. */
  public boolean isListening() {
    try (var socket = new Socket()) {
      socket.connect(Loopback.address(port()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Releases the port. What listens on it goes on. */
  @Override
  public void close() {
    claim.close();
  }

  /** Tells whether nothing listens on a port. */
  static boolean isFree(int port) {
    // Both, because a listener on one interface does not keep others from the other one.
    return canBind(new InetSocketAddress(port)) && canBind(Loopback.address(port));
  }

  private static boolean canBind(InetSocketAddress address) {
    try (var socket = new ServerSocket()) {
      socket.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
