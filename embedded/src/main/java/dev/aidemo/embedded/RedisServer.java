package dev.aidemo.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/**
 * Runs a real Redis on 127.0.0.1 that writes nothing to disk: no snapshots, no append-only file. It
 * stops when this object is closed or the JVM ends.
 */
public final class RedisServer implements AutoCloseable {
  private static final String READY = "Ready to accept connections";

  private final int port;
  private final TemporaryFolder folder;
  private final ServerProcess process;
  private final OrphanGuard guard;
  private final Thread closeWithTheJvm = new Thread(this::end, "redis-server-close");

  private RedisServer(int port, TemporaryFolder folder, ServerProcess process, OrphanGuard guard) {
    this.port = port;
    this.folder = folder;
    this.process = process;
    this.guard = guard;
    Runtime.getRuntime().addShutdownHook(closeWithTheJvm);
  }

  /**
   * Starts Redis and waits until it accepts connections.
   *
   * @param port 0 for any free one
   * @param settings further lines of its configuration file, for example {@code requirepass secret}
   * @throws IllegalStateException if it does not start; the message says why
   * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/config/">Redis
   *     configuration</a>
   */
  public static RedisServer start(int port, String... settings) {
    return Ports.start("Redis", port, free -> startOn(free, List.of(settings)));
  }

  /**
   * Starts Redis on any free port, with TLS only, and waits until it accepts connections.
   *
   * @param certificate the server's certificate, as a PEM file
   * @param key its private key, as a PEM file
   */
  public static RedisServer startWithTls(Path certificate, Path key, String... settings) {
    return Ports.start(
        "Redis",
        0,
        free -> {
          List<String> lines = new ArrayList<>(List.of(settings));
          lines.add("port 0");
          lines.add("tls-port " + free);
          lines.add("tls-cert-file \"" + certificate + "\"");
          lines.add("tls-key-file \"" + key + "\"");
          lines.add("tls-auth-clients no");
          return startOn(free, lines);
        });
  }

  /**
   * Is synchronized because a process that is started while another Redis is being unpacked
   * inherits the open file, and a file that is open for writing cannot be executed.
   */
  private static synchronized RedisServer startOn(int port, List<String> settings) {
    TemporaryFolder folder = TemporaryFolder.create("embedded-redis-");
    OrphanGuard guard = OrphanGuard.ofServer(pidFile(folder), folder.path());
    try {
      File executable = ExecutableProvider.newJarResourceProvider(folder.path().toFile()).get();
      Path configuration = folder.path().resolve("redis.conf");
      Files.write(configuration, configuration(port, folder, settings), StandardCharsets.UTF_8);
      ServerProcess process =
          ServerProcess.start(List.of(executable.getPath(), configuration.toString()), READY);
      return new RedisServer(port, folder, process, guard);
    } catch (IOException e) {
      guard.close();
      folder.close();
      throw new UncheckedIOException("cannot run the Redis executable: " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      guard.close();
      folder.close();
      throw e;
    }
  }

  private static Path pidFile(TemporaryFolder folder) {
    return folder.path().resolve("redis.pid");
  }

  private static List<String> configuration(
      int port, TemporaryFolder folder, List<String> settings) {
    List<String> lines = new ArrayList<>();
    lines.add("bind " + Loopback.HOST);
    lines.add("port " + port);
    lines.add("dir \"" + folder.path() + "\"");
    lines.add("pidfile \"" + pidFile(folder) + "\"");
    lines.add("save \"\"");
    lines.add("appendonly no");
    lines.addAll(settings);
    return lines;
  }

  public String host() {
    return Loopback.HOST;
  }

  public int port() {
    return port;
  }

  /** Returns the id of the server process. */
  public long pid() {
    return process.pid();
  }

  /** Stops the process, by force if necessary, and deletes its folder. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(closeWithTheJvm);
    } catch (IllegalStateException e) {
      // The JVM is shutting down, and the hook does the same.
    }
    end();
  }

  private void end() {
    process.close();
    folder.close();
    // Last, because this JVM may be killed meanwhile.
    guard.close();
  }
}
