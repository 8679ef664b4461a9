package dev.aidemo.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real PgBouncer on 127.0.0.1, in transaction mode, in front of the PostgreSQL of {@link
 * Services}. It is the one that is installed (Debian, Ubuntu: {@code apt-get install pgbouncer}),
 * and ends with this object or with the JVM.
 */
public final class PgBouncer implements AutoCloseable {
  private final int port;
  private final Path configuration;
  private Process process;

  private PgBouncer(int port, Path configuration) throws IOException {
    this.port = port;
    this.configuration = configuration;
    this.process = run(configuration);
  }

  /** Tells whether there is a PgBouncer on this machine. */
  public static boolean isInstalled() {
    return executable().isPresent();
  }

  /**
   * Starts a PgBouncer and waits until it accepts connections. It verifies the user of {@link
   * Services#environment} by the secret that PostgreSQL keeps, and knows no password.
   *
   * @param settings further lines of its configuration file (https://www.pgbouncer.org/config.html)
   * @throws IllegalStateException if it does not start; the message has its log
   */
  public static PgBouncer start(String... settings) {
    Map<String, String> server = Services.environment();
    try {
      int port;
      try (var socket = new ServerSocket(0)) {
        port = socket.getLocalPort();
      }
      String user = "\"%s\" \"%s\"".formatted(Services.USER, Services.passwordSecret());
      String lines =
          """
          [databases]
          * = host=%s port=%s
          [pgbouncer]
          pool_mode = transaction
          listen_addr = 127.0.0.1
          listen_port = %d
          unix_socket_dir =
          auth_type = scram-sha-256
          auth_file = %s
          """
              .formatted(server.get("DBHOST"), server.get("DBPORT"), port, temporaryFile(user));
      var pooler = new PgBouncer(port, temporaryFile(lines + String.join("\n", settings)));
      Runtime.getRuntime().addShutdownHook(new Thread(pooler::close));
      return pooler;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run PgBouncer", e);
    }
  }

  /** Returns the variables of {@link Services#environment}, with this address as PostgreSQL's. */
  public Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>(Services.environment());
    variables.put("DBHOST", "127.0.0.1");
    variables.put("DBPORT", Integer.toString(port));
    return variables;
  }

  /** Ends it with all its connections, and starts it again on its port. */
  public void restart() throws IOException {
    close();
    process = run(configuration);
  }

  /** By force: it has nothing to keep, and newer versions answer a polite signal by waiting. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static Process run(Path configuration) throws IOException {
    Path log = temporaryFile("");
    String path = executable().orElseThrow().toString();
    // It refuses to run as root.
    String user = System.getProperty("user.name").replace("root", "nobody");
    Process process =
        new ProcessBuilder(path, "-u", user, configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    while (!Files.readString(log).contains("process up")) {
      if (!process.isAlive()) {
        throw new IllegalStateException("PgBouncer did not start: " + Files.readString(log));
      }
      LockSupport.parkNanos(20_000_000);
    }
    return process;
  }

  private static Optional<Path> executable() {
    return Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":", -1))
        .map(folder -> Path.of(folder, "pgbouncer"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path temporaryFile(String content) throws IOException {
    Path file = Files.createTempFile("pgbouncer-", "");
    file.toFile().deleteOnExit();
    return Files.writeString(file, content + "\n");
  }
}
