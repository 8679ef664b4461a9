package dev.aidemo.local.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Puts the whole stack under load while services and functions fail: for 20 seconds in every build,
 * or as long as {@code -Dsoak.minutes=10} says. {@code -Dsoak.seed} repeats a run, apart from
 * timing; {@code -Dsoak.rate} sets the batches per second.
 */
class SoakIT {
  private static final int MINUTES = Integer.getInteger("soak.minutes", 0);
  private static final int SHORT_SECONDS = 20;

  private static final String LINE = "%-22s %9s %10s %10s %10s  %s%n";

  @TempDir private static Path home;
  private static FaultyStack stack;
  private static Soak soak;

  @BeforeAll
  static void run() {
    long seed = Long.getLong("soak.seed", System.nanoTime() % 100_000);
    Duration length =
        MINUTES == 0 ? Duration.ofSeconds(SHORT_SECONDS) : Duration.ofMinutes(MINUTES);
    System.out.printf("Soak with seed %d, %d s%n", seed, length.toSeconds());
    stack = new FaultyStack(home);
    soak = new Soak(stack, length, Integer.getInteger("soak.rate", 10), seed);
    soak.run();
    print();
  }

  @AfterAll
  static void stop() {
    Optional.ofNullable(stack).ifPresent(FaultyStack::close);
  }

  @Test
  void nothingIsLostDuplicatedOrWrong() {
    assertThat(soak.violations()).isEmpty();
  }

  @Test
  void everyFaultHappenedAndNoFunctionEndedByItself() {
    assertThat(soak.faults()).containsOnlyKeys(Fault.values());
    assertThat(stack.functionRestarts()).isLessThanOrEqualTo(soak.killed());
  }

  @Test
  void memoryStaysFlat() {
    for (DeployedFunction function : soak.spared()) {
      Memory memory = soak.memory().get(function.module());
      if (memory != null && memory.isMeasured()) {
        assertThat(memory.processes()).as(function.module()).isOne();
        // A short run does not get past the warm-up: on a busy machine, some function does its
        // first
        // work in the last third.
        assertThat(MINUTES == 0 || memory.isFlat()).as(function.module()).isTrue();
      }
    }
    soak.heap()
        .forEach(
            (function, kilobytes) ->
                assertThat(kilobytes.get(1))
                    .as("%s: %s", function.module(), kilobytes)
                    .isLessThan(kilobytes.get(0) * 5 / 4 + 4 * 1024));
  }

  private static void print() {
    System.out.println(soak.summary());
    System.out.println(
        "%d deliveries: %d handled, %d failed, %d dead-lettered; %d restarts of functions"
            .formatted(
                logged(" message "),
                logged(": handled in "),
                logged(": to be redelivered"),
                logged(": dead-lettered:"),
                stack.functionRestarts()));
    System.out.println("Faults: " + soak.faults());
    System.out.printf(LINE, "", "processes", "first MB", "second MB", "third MB", "live heap KB");
    soak.memory()
        .forEach(
            (name, memory) -> {
              if (memory.isMeasured()) {
                System.out.printf(
                    LINE,
                    name,
                    memory.processes(),
                    memory.median(0) / 1024,
                    memory.median(1) / 1024,
                    memory.median(2) / 1024,
                    heap(name));
              }
            });
    soak.violations().stream().limit(20).forEach(System.out::println);
  }

  private static List<Long> heap(String name) {
    return soak.heap().entrySet().stream()
        .filter(entry -> entry.getKey().module().equals(name))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  private static long logged(String string) {
    try (Stream<Path> logs = Files.list(home.resolve("logs"))) {
      return logs.filter(log -> !log.endsWith("local.log"))
          .mapToLong(log -> count(log, string))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long count(Path log, String string) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(string)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
