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
 * Forwards connections to a service on 127.0.0.1, and on demand closes or silently drops them, as
 * firewalls and address translation do to idle connections.
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
   * Starts a proxy that only forwards until told otherwise.
   *
   * @param port the port of the service
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

  /** Closes all current connections on both sides. New ones are forwarded. */
  public void cut() {
    for (Connection one = connections.poll(); one != null; one = connections.poll()) {
      one.close();
    }
  }

  /**
   * Drops what is sent on all current connections, which stay open. New ones are forwarded.
   *
   * @return the number of connections
   */
  public int forget() {
    connections.forEach(connection -> connection.dropped = true);
    return connections.size();
  }

  /** Drops what is sent on all current and new connections, as a stopped service does. */
  public void hang() {
    hangs = true;
    forget();
  }

  /** Closes the next connection after so many of the service's answers. */
  public void breakNext(int answers) {
    answersOfNext.set(answers);
  }

  /** Forwards new connections again. Those that are dropped stay dropped. */
  public void heal() {
    hangs = false;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // It does not listen any more in any case.
    }
    cut();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        var connection =
            new Connection(client, new Socket(InetAddress.getLoopbackAddress(), target));
        connection.dropped = hangs;
        connections.add(connection);
        int answers = answersOfNext.getAndSet(Integer.MAX_VALUE);
        daemon(() -> connection.pump(connection.client, connection.service, Integer.MAX_VALUE));
        daemon(() -> connection.pump(connection.service, connection.client, answers));
      } catch (IOException e) {
        // The proxy is being closed, or the service does not listen.
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
    volatile boolean dropped;

    Connection(Socket client, Socket service) {
      this.client = client;
      this.service = service;
    }

    void pump(Socket from, Socket to, int maxReads) {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[8192];
        for (int left = maxReads; left > 0; left--) {
          int length = in.read(buffer);
          if (length < 0) {
            break;
          }
          if (!dropped) {
            out.write(buffer, 0, length);
          }
        }
      } catch (IOException e) {
        // One side or the proxy closed the connection.
      }
      if (!dropped) {
        close();
        connections.remove(this);
      }
    }

    void close() {
      for (Socket socket : new Socket[] {client, service}) {
        try {
          socket.close();
        } catch (IOException e) {
          // It is not used any more in any case.
        }
      }
    }
  }
}
