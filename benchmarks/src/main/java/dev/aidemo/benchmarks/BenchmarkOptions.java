package dev.aidemo.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Holds what a section is run with.
 *
 * @param root the folder of the parent POM, built
 * @param rounds how many samples each figure has; what is compared takes turns within a round
 */
public record BenchmarkOptions(Path root, int rounds, boolean quick, Consumer<String> progress) {
  public BenchmarkOptions {
    if (rounds < 1) {
      throw new IllegalArgumentException("--rounds must be at least 1, got " + rounds);
    }
  }

  /** Measures one round. */
  @FunctionalInterface
  public interface Round {
    void run() throws Exception;
  }

  /** Runs all rounds, and prints a line before each. */
  public void repeat(String what, Round round) throws Exception {
    for (int i = 1; i <= rounds; i++) {
      progress.accept("%s, round %d of %d".formatted(what, i, rounds));
      round.run();
    }
  }

  /** Returns sizes to measure: all of them, or only the first two if it must be quick. */
  public List<Integer> sizes(Integer... sizes) {
    return List.of(sizes).subList(0, quick ? 2 : sizes.length);
  }

  /** Returns the folder for the logs of a section. */
  public Path logs(String section) {
    return root.resolve("benchmarks/target/logs").resolve(section);
  }
}
