package dev.aidemo.benchmarks;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What a section is run with.
 *
 * @param root the folder of the parent POM, built
 * @param rounds how often each figure is taken; what is compared takes turns within a round
 * @param quick whether the largest sizes are left out, to see in a minute that everything works
 * @param progress told, in one line, what is being done
 */
public record Setting(Path root, int rounds, boolean quick, Consumer<String> progress) {
  /** At least one round, or there is nothing to report. */
  public Setting {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1, got " + rounds);
    }
  }
}
