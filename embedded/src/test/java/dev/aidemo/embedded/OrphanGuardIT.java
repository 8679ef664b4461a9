package dev.aidemo.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OrphanGuardIT {
  /** The folder into which other tests have unpacked PostgreSQL. */
  private static final Path UNPACKED = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");

  /** Starts a process and servers in a JVM that is going to be killed. */
  static final class Victim {
    public static void main(String[] arguments) throws Exception {
      var guard = OrphanGuard.ofProcesses();
      Process process = new ProcessBuilder("sleep", "60").start();
      guard.add(process.pid());
      System.out.println("pid " + process.pid());
      System.out.println("pid " + RedisServer.start(0).pid());
      System.out.println("pid " + PostgresServer.start(0).pid());
      System.out.println("all are up");
      Thread.sleep(TimeUnit.MINUTES.toMillis(1));
    }
  }

  @Test
  void processesAndServersEndWithAJvmThatIsKilled() throws Exception {
    Process victim =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Victim.class.getName()))
            .redirectErrorStream(true)
            .start();
    ProcessHandle process;
    ProcessHandle redis;
    ProcessHandle postgres;
    try (BufferedReader output = victim.inputReader(StandardCharsets.UTF_8)) {
      process = nextProcess(output);
      redis = nextProcess(output);
      postgres = nextProcess(output);
    }
    assertThat(List.of(process, redis, postgres)).allMatch(ProcessHandle::isAlive);
    victim.destroyForcibly();

    process.onExit().get(10, TimeUnit.SECONDS);
    redis.onExit().get(10, TimeUnit.SECONDS);
    postgres.onExit().get(10, TimeUnit.SECONDS);
  }

  @Test
  void aServerThatIsStartingEndsWithAJvmThatIsKilled(@TempDir Path folder) throws Exception {
    Process victim =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Djava.io.tmpdir=" + folder,
                    "-Dot.epg.working-dir=" + UNPACKED,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Victim.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("victim.log").toFile())
            .start();
    Path pidFile = awaitPidFile(folder);
    victim.destroyForcibly();

    ProcessHandle postgres = ProcessHandle.of(number(pidFile)).orElseThrow();
    assertThat(Files.readString(folder.resolve("victim.log"))).doesNotContain("all are up");
    postgres.onExit().get(10, TimeUnit.SECONDS);
    for (int i = 0; i < 100 && Files.exists(pidFile.getParent()); i++) {
      Thread.sleep(100);
    }
    assertThat(pidFile.getParent()).doesNotExist();
  }

  /** Waits for the server's process id, which is in its folder before it accepts connections. */
  private static Path awaitPidFile(Path folder) throws Exception {
    while (true) {
      try (Stream<Path> files = Files.walk(folder, 2)) {
        Optional<Path> found = files.filter(file -> file.endsWith("postmaster.pid")).findFirst();
        if (found.isPresent() && Files.readString(found.get()).matches("(?s)\\d+\\n.*")) {
          return found.get();
        }
      } catch (IOException | UncheckedIOException changing) {
        // Files come and go while the server is set up.
      }
      Thread.sleep(2);
    }
  }

  private static long number(Path pidFile) throws Exception {
    return Long.parseLong(Files.readAllLines(pidFile).get(0));
  }

  private static ProcessHandle nextProcess(BufferedReader output) throws Exception {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("pid ")) {
        return ProcessHandle.of(Long.parseLong(line.substring(4))).orElseThrow();
      }
    }
    throw new AssertionError("the JVM ended too early");
  }
}
