package dev.aidemo.testkit.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of 127.0.0.1 that hands every connection on to another port, and on demand ends or forgets
 * connections, as firewalls and address translation do to those that are idle.
 */
public final class TcpProxy implements AutoCloseable {
  private final int target;
  private final ServerSocket listener;
  private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answersOfNext = new AtomicInteger(Integer.MAX_VALUE);
  private volatile boolean hangs;

  private TcpProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /**
   * Starts a proxy that does no harm yet.
   *
   * @param port of 127.0.0.1, where the service behind it listens
   */
  public static TcpProxy before(int port) {
    try {
      var proxy = new TcpProxy(port);
      daemon(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("no port of 127.0.0.1 is free", e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Ends all connections there are, as seen from both sides. New ones are handed on. */
  public void cut() {
    for (Connection one = connections.poll(); one != null; one = connections.poll()) {
      one.close();
    }
  }

  /**
   * Forgets all connections there are: they stay open, and what is sent on them never arrives. New
   * ones are handed on.
   *
   * @return how many there were
   */
  public int forget() {
    connections.forEach(connection -> connection.forgotten = true);
    return connections.size();
  }

  /** Forgets all connections there are and all that come, as a service that was stopped does. */
  public void hang() {
    hangs = true;
    forget();
  }

  /** Breaks the next connection after so many of the service's answers. */
  public void breakNext(int answers) {
    answersOfNext.set(answers);
  }

  /** Hands new connections on again; what was forgotten stays forgotten. */
  public void heal() {
    hangs = false;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // It listens no more, one way or the other.
    }
    cut();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        var connection =
            new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target));
        connection.forgotten = hangs;
        connections.add(connection);
        int answers = answersOfNext.getAndSet(Integer.MAX_VALUE);
        daemon(() -> connection.pump(connection.client, connection.service, Integer.MAX_VALUE));
        daemon(() -> connection.pump(connection.service, connection.client, answers));
      } catch (IOException e) {
        // The proxy is being closed, or the service does not listen: then there is no connection.
      }
    }
  }

  private static void daemon(Runnable task) {
    var thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private final class Connection {
    final Socket client;
    final Socket service;
    volatile boolean forgotten;

    Connection(Socket client, Socket service) {
      this.client = client;
      this.service = service;
    }

    void pump(Socket from, Socket to, int most) {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[8192];
        for (int left = most; left > 0; left--) {
          int length = in.read(buffer);
          if (length < 0) {
            break;
          }
          if (!forgotten) {
            out.write(buffer, 0, length);
          }
        }
      } catch (IOException e) {
        // Ended by one side or by the proxy.
      }
      if (!forgotten) {
        close();
        connections.remove(this);
      }
    }

    void close() {
      for (Socket socket : new Socket[] {client, service}) {
        try {
          socket.close();
        } catch (IOException e) {
          // It is of no more use in any case.
        }
      }
    }
  }
}
