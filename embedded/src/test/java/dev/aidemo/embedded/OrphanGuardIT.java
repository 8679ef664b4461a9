package dev.aidemo.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OrphanGuardIT {
  /** Starts servers in a JVM that is going to be killed. */
  static final class Victim {
    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("pid " + RedisServer.start(0).pid());
      System.out.println("pid " + PostgresServer.start(0).pid());
      Thread.sleep(TimeUnit.MINUTES.toMillis(1));
    }
  }

  @Test
  void serversEndWithAJvmThatIsKilled() throws Exception {
    Process victim =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Victim.class.getName()))
            .redirectErrorStream(true)
            .start();
    ProcessHandle redis;
    ProcessHandle postgres;
    try (BufferedReader output = victim.inputReader(StandardCharsets.UTF_8)) {
      redis = nextProcess(output);
      postgres = nextProcess(output);
    }
    assertThat(redis.isAlive() && postgres.isAlive()).isTrue();
    victim.destroyForcibly();

    redis.onExit().get(10, TimeUnit.SECONDS);
    postgres.onExit().get(10, TimeUnit.SECONDS);
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
